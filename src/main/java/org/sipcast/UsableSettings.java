package org.sipcast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.sipcast.sip.stack.Outbound;
import org.sipcast.sip.stack.TrustedPeers;
import org.sipcast.vlc.EncoderTemplates;

/** Requires that those who take an address or a file from a setting can read it; they themselves would say so last of all, when they start. */
final class UsableSettings {
    private static final List<String> OF_TLS =
            List.of("sipcast.sip.tls-certificate", "sipcast.sip.tls-key", "sipcast.sip.tls-authorities");

    private UsableSettings() {}

    /** @throws SettingException that names the first which they can't */
    static void require(CamelContext camel) {
        read(camel, "sipcast.address", UsableSettings::requireAddress);
        read(camel, "sipcast.sip.trusted-peers", TrustedPeers::parse);
        read(camel, "sipcast.outbound-proxy", UsableSettings::requireProxy);
        read(camel, "sipcast.encoders", file -> EncoderTemplates.read(Path.of(file)));
        if (!SettingText.of(camel, OF_TLS.get(0)).isBlank()
                && SettingText.of(camel, OF_TLS.get(1)).isBlank()) {
            throw new SettingException(OF_TLS.get(0) + " is of no use without its key: set " + OF_TLS.get(1));
        }
        OF_TLS.forEach(key -> read(camel, key, UsableSettings::requireFile));
    }

    private static void read(CamelContext camel, String key, Reader reader) {
        String value = SettingText.of(camel, key);
        try {
            reader.read(value);
        } catch (NoSuchFileException e) {
            throw new SettingException("%s: there is no file %s".formatted(key, value));
        } catch (IOException e) {
            throw new SettingException("%s: %s can't be read (%s)"
                    .formatted(key, value, e.getClass().getSimpleName()));
        } catch (IllegalArgumentException e) {
            throw new SettingException(key + ": " + e.getMessage());
        }
    }

    private static void requireAddress(String text) {
        String refusal = "an IP address is needed, not '" + text + "'";
        if (text.isBlank() || text.indexOf('/') >= 0 || text.indexOf(',') >= 0) {
            throw new IllegalArgumentException(refusal);
        }
        try {
            TrustedPeers.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal, e);
        }
    }

    private static void requireProxy(String text) {
        if (!text.isBlank()) {
            new Outbound(text.strip(), Duration.ZERO);
        }
    }

    private static void requireFile(String text) throws IOException {
        if (!text.isBlank()) {
            Files.readAllBytes(Path.of(text.strip()));
        }
    }

    /** Reads a value, or throws what is wrong with it. */
    @FunctionalInterface
    private interface Reader {
        void read(String value) throws IOException;
    }
}

package org.sipcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.sipcast.channel.Channels;
import org.sipcast.console.Hawtio;
import org.sipcast.console.ManagementServer;
import org.sipcast.page.PageServer;
import org.sipcast.sip.SipComponent;
import org.sipcast.sip.stack.Transport;

/**
 * A file that is there while calls can come in; whoever started the application waits for it. Its lines: {@code sip=ADDRESS:PORT},
 * {@code page=URL}, {@code transports=…}, {@code management=URL}, {@code console=FILE OF ITS PASSWORD} if there is one, {@code media=PORTS}, {@code records=FILE} or a URL, {@code trusted=…}, {@code channel=NAME TITLE} and {@code problem=…} for what is wrong in the channels' file.
 */
final class ReadyFile extends MainListenerSupport {

    @Override
    public void afterStart(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        try {
            Path file = file(camel);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines(camel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        try {
            Files.deleteIfExists(file(main.getCamelContext()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(CamelContext camel) {
        Channels channels = camel.getRegistry().lookupByNameAndType("channels", Channels.class);
        List<String> lines = new ArrayList<>();
        lines.add(camel.resolvePropertyPlaceholders("sip={{sipcast.advertised-address}}:{{sipcast.sip.port}}"));
        PageServer page = Wiring.bean(camel, "pageServer", PageServer.class);
        if (page.isWanted()) {
            lines.add("page=" + page.url(Wiring.setting(camel, "address")));
        }
        lines.add("transports=" + transports(camel));
        ManagementServer management =
                camel.getRegistry().lookupByNameAndType("managementServer", ManagementServer.class);
        if (management.isWanted()) {
            lines.add("management=" + management.url());
            if (Wiring.bean(camel, "console", Hawtio.class).isThere()) {
                lines.add("console=" + Wiring.setting(camel, "management.password-file"));
            }
        }
        lines.add(camel.resolvePropertyPlaceholders("media={{sipcast.media-ports}}"));
        // what follows the question mark may be a password
        lines.add(camel.resolvePropertyPlaceholders("records={{sipcast.records.url}}")
                .replaceFirst("=jdbc:sqlite:", "=")
                .replaceFirst("\\?.*", ""));
        lines.add(camel.resolvePropertyPlaceholders("trusted={{sipcast.sip.trusted-peers}}"));
        channels.all().forEach(channel -> lines.add("channel=" + channel.name() + " " + channel.title()));
        channels.problems().forEach(problem -> lines.add("problem=" + problem));
        return lines;
    }

    /** Such as "UDP, TCP, TLS on port 5081". */
    private static String transports(CamelContext camel) {
        SipComponent sip = camel.getComponent("sip", SipComponent.class);
        return sip.listensOn().stream()
                .map(transport -> transport == Transport.TLS ? "TLS on port " + sip.getTlsPort() : transport.name())
                .collect(Collectors.joining(", "));
    }

    private static Path file(CamelContext camel) {
        return Path.of(camel.resolvePropertyPlaceholders("{{sipcast.run}}"), "sipcast.ready");
    }
}

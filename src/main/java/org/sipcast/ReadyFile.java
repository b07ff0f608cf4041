package org.sipcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** A file that is there while calls can come in; whoever started the application waits for it. */
final class ReadyFile extends MainListenerSupport {

    @Override
    public void afterStart(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        try {
            Path file = file(camel);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, camel.resolvePropertyPlaceholders("sip={{sipcast.address}}:{{sipcast.sip.port}}\n"));
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

    private static Path file(CamelContext camel) {
        return Path.of(camel.resolvePropertyPlaceholders("{{sipcast.run}}"), "sipcast.ready");
    }
}

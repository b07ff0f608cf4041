package org.sipcast.editing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceSupport;

/** A file of routes as it was read once, so that what is brought into the server is what was tried. */
public record Source(Path file, String text) {

    Resource resource() {
        return new ResourceSupport("file", "file:" + file) {
            @Override
            public boolean exists() {
                return true;
            }

            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** Whether it says how routes go that it does not hold. */
    boolean configuresOthers() {
        return Outline.of(this).configuresOthers();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

package org.sipcast.editing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceSupport;

/** A file of routes as it was read once, so that what is brought into the server is what was tried. */
public record Source(Path file, String text) {
    private static final Pattern ROUTE = Pattern.compile("direct:(?:\\{\\{[^}]*}}|[^\\s\"'?<>,}\\])])+");

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

    /** The routes that its text names by what they begin with, its own among them: for a file that can't be made into routes. */
    Set<String> routesNamed() {
        return ROUTE.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(Endpoints::withoutOptions)
                .collect(Collectors.toSet());
    }

    /** Whether its text has this word. */
    boolean names(String word) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(text)
                .find();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

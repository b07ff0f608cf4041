package org.sipcast.editing;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All files of routes, in the order of their names. */
public record Bundle(Map<Path, Source> sources) {

    public Bundle {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    Collection<Source> all() {
        return sources.values();
    }

    /** This one with a file as it is in another one, or without it if it is not there. */
    Bundle withFileOf(Bundle other, Path file) {
        Map<Path, Source> changed = new LinkedHashMap<>(sources);
        @Nullable Source source = other.sources.get(file);
        if (source == null) {
            changed.remove(file);
        } else {
            changed.put(file, source);
        }
        return new Bundle(changed);
    }
}

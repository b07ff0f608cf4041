package org.sipcast.editing;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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

    /** This one with all that says how others' routes go as it is in another one. */
    Bundle configuredAs(Bundle other) {
        Bundle changed = this;
        for (Path file : edited(other)) {
            if (configures(file) || other.configures(file)) {
                changed = changed.withFileOf(other, file);
            }
        }
        return changed;
    }

    private boolean configures(Path file) {
        @Nullable Source source = sources.get(file);
        return source != null && source.configuresOthers();
    }

    /** The files that are not the same in another one, or not in both. */
    Set<Path> edited(Bundle other) {
        Set<Path> files = new TreeSet<>(sources.keySet());
        files.addAll(other.sources.keySet());
        files.removeIf(file -> Objects.equals(sources.get(file), other.sources.get(file)));
        return files;
    }
}

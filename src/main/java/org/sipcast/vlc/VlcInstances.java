package org.sipcast.vlc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The VLCs by the names of their channels, running or not. */
final class VlcInstances {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Path folder;
    private final Duration timeout;
    private final WatchRounds rounds;
    private final Map<String, VlcInstance> instances = new ConcurrentHashMap<>();

    VlcInstances(Path folder, Duration timeout, WatchRounds rounds) {
        this.folder = folder;
        this.timeout = timeout;
        this.rounds = rounds;
    }

    VlcInstance get(String name) {
        VlcInstance known = instances.get(name);
        if (known != null) {
            return known;
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a VLC's name has 1 to 40 small letters, digits and dashes");
        }
        return instances.computeIfAbsent(name, this::create);
    }

    /** Those that we have a connection to, by name. */
    List<VlcInstance> connected() {
        return instances.values().stream()
                .filter(vlc -> vlc.connection().isOpen())
                .sorted(Comparator.comparing(VlcInstance::name))
                .toList();
    }

    void close() {
        instances.values().forEach(vlc -> vlc.connection().close());
    }

    private VlcInstance create(String name) {
        VlcInstance vlc = new VlcInstance(name, folder.resolve(name), timeout, rounds::request);
        rounds.add(vlc);
        return vlc;
    }
}

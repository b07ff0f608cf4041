package org.sipcast.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Sipcast holds of the machine.
 *
 * @param vlcs processes
 * @param hubs of all VLCs
 * @param sinks of all hubs
 * @param mediaPorts UDP sockets in its range of media ports
 * @param vlcThreads of all VLCs
 * @param vlcFiles how many open files of each name all VLCs have
 * @param javaChildren processes that the application started and that have not been waited for
 * @param javaFiles how many open files of each name the application has
 * @param javaThreads how many threads of each name the application has, but for the {@link #UNSTEADY}
 */
public record HostUse(
        int vlcs,
        int hubs,
        int sinks,
        int mediaPorts,
        int vlcThreads,
        Map<String, Integer> vlcFiles,
        int javaChildren,
        Map<String, Integer> javaFiles,
        Map<String, Integer> javaThreads) {
    /**
     * Threads that come and go without being left behind: the virtual machine's compilers, collectors and reaper, and the bounded pools of
     * calls, of events and of Camel's parallel steps, which begin a thread with a job and end it up to a minute after its last. The kernel cuts
     * names off at 15 characters.
     */
    private static final Pattern UNSTEADY = Pattern.compile(
            "C[12] Compiler.*|ZWorker.*|GC Thread.*|G1 .*|RuntimeWorker.*|process reaper|sipcast-call-.*|sipcast-event-.*|Camel \\(.*");

    static HostUse of(long javaPid, List<VlcControl> vlcs, int firstMediaPort, int mediaPorts) {
        return new HostUse(
                vlcs.size(),
                vlcs.stream().mapToInt(vlc -> vlc.hubs().size()).sum(),
                vlcs.stream().mapToInt(VlcControl::sinks).sum(),
                udpSockets(firstMediaPort, firstMediaPort + mediaPorts),
                vlcs.stream().mapToInt(vlc -> entries(vlc.pid(), "task")).sum(),
                files(vlcs.stream().map(VlcControl::pid)),
                (int) ProcessHandle.of(javaPid).stream()
                        .flatMap(ProcessHandle::children)
                        .count(),
                files(Stream.of(javaPid)),
                threads(javaPid));
    }

    /** How much more there is than before, by name; an encode that was still lingering before may be over by now. */
    public Map<String, Integer> beyond(HostUse before) {
        Map<String, Integer> then = before.counts();
        Map<String, Integer> more = new TreeMap<>();
        counts().forEach((name, count) -> more.put(name, count - then.getOrDefault(name, 0)));
        more.values().removeIf(difference -> difference <= 0);
        return more;
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>(javaThreads);
        counts.put("VLCs", vlcs);
        counts.put("hubs", hubs);
        counts.put("sinks", sinks);
        counts.put("media ports", mediaPorts);
        counts.put("threads of VLCs", vlcThreads);
        counts.put("children of Java", javaChildren);
        vlcFiles.forEach((name, files) -> counts.put("VLC's " + name, files));
        javaFiles.forEach((name, files) -> counts.put("Java's " + name, files));
        return counts;
    }

    private static Map<String, Integer> threads(long pid) {
        try (var threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.map(HostUse::threadName)
                    .filter(name -> !name.isEmpty() && !UNSTEADY.matcher(name).matches())
                    .collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sockets, pipes and the like have a number of their own, which tells nothing. */
    private static Map<String, Integer> files(Stream<Long> pids) {
        return pids.map(pid -> Path.of("/proc", Long.toString(pid), "fd"))
                .flatMap(HostUse::openFiles)
                .map(name -> name.replaceFirst(":\\[\\d+]$", ""))
                .collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
    }

    /** Without those that are closed meanwhile. */
    private static Stream<String> openFiles(Path folder) {
        try (var files = Files.list(folder)) {
            return files.toList().stream().flatMap(HostUse::fileName);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> fileName(Path file) {
        try {
            return Stream.of(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if the thread has ended meanwhile. */
    private static String threadName(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    static int udpSockets(int first, int end) {
        try {
            return (int) Files.readAllLines(Path.of("/proc/net/udp")).stream()
                    .skip(1)
                    .map(line -> line.strip().split(" +", 3)[1])
                    .mapToInt(address -> Integer.parseInt(address.substring(address.indexOf(':') + 1), 16))
                    .filter(port -> port >= first && port < end)
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int entries(long pid, String folder) {
        try (var entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
            return (int) entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

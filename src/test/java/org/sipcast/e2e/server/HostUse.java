package org.sipcast.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Sipcast holds of the machine.
 *
 * @param vlcs processes
 * @param hubs of all VLCs
 * @param sinks of all hubs
 * @param mediaPorts UDP sockets in its range of media ports
 * @param vlcThreads of all VLCs
 * @param vlcFiles open files of all VLCs
 * @param javaChildren processes that the application started and that have not been waited for
 */
public record HostUse(int vlcs, int hubs, int sinks, int mediaPorts, int vlcThreads, int vlcFiles, int javaChildren) {

    static HostUse of(long javaPid, List<VlcControl> vlcs, int firstMediaPort, int mediaPorts) {
        return new HostUse(
                vlcs.size(),
                vlcs.stream().mapToInt(vlc -> vlc.hubs().size()).sum(),
                vlcs.stream().mapToInt(VlcControl::sinks).sum(),
                udpSockets(firstMediaPort, firstMediaPort + mediaPorts),
                vlcs.stream().mapToInt(vlc -> entries(vlc.pid(), "task")).sum(),
                vlcs.stream().mapToInt(vlc -> entries(vlc.pid(), "fd")).sum(),
                (int) ProcessHandle.of(javaPid).stream()
                        .flatMap(ProcessHandle::children)
                        .count());
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

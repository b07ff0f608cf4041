package org.sipcast.vlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** VLCs started by {@code bin/sipcast-vlc} in a run directory of their own, and films for them. */
final class RealVlc implements AutoCloseable {
    private static final Pattern PID = Pattern.compile("pid=([0-9]+)");

    private final Path folder;

    /** In a place that VLC's user can reach too. */
    RealVlc() throws IOException {
        folder = Files.createTempDirectory(
                "sipcast-vlc-it", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path runDirectory() {
        return folder;
    }

    ProcessHandle start(String name) {
        Matcher pid = PID.matcher(launcher("start", name));
        if (!pid.find()) {
            throw new IllegalStateException("the launcher names no pid");
        }
        return ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow();
    }

    /** A moving picture of 640x360 with a tone. */
    String film(int seconds) {
        Path film = folder.resolve("film-" + seconds + ".mkv");
        if (!Files.exists(film)) {
            run(
                    Map.of(),
                    "ffmpeg -v error -f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine=sample_rate=48000 -t "
                            + seconds + " -c:v libx264 -preset ultrafast -g 25 -c:a aac " + film);
        }
        return "file://" + film;
    }

    @Override
    public void close() throws IOException {
        launcher("stop-all");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String launcher(String... words) {
        return run(
                Map.of("SIPCAST_RUN", folder.toString()),
                Path.of("bin/sipcast-vlc").toAbsolutePath() + " " + String.join(" ", words));
    }

    private static String run(Map<String, String> environment, String command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command.split(" ", -1))).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package org.sipcast.e2e.film;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sipcast.e2e.program.Program;

/** The demo film as {@code bin/demo-film} makes it, shortened. */
public final class DemoFilm {
    public static final int FRAMES_PER_SECOND = 25;

    private DemoFilm() {}

    /** Makes the film in a folder, if it is not there, and returns its file. */
    public static Path make(Path folder, Duration length) {
        Program.run(
                Duration.ofMinutes(2),
                Map.of("SIPCAST_MEDIA", folder.toString(), "SIPCAST_FILM_SECONDS", Long.toString(length.toSeconds())),
                List.of("bin/demo-film"));
        return folder.resolve("demo.mkv");
    }

    /** Runs ffmpeg from {@code input} to {@code output}. */
    public static Path convert(Path input, Path output, String... options) {
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", input.toString()));
        command.addAll(List.of(options));
        command.add(output.toString());
        Program.run(Duration.ofMinutes(1), Map.of(), command);
        return output;
    }
}

package org.sipcast.e2e.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilmPictureTest {
    private static final int SECONDS = 3;

    @TempDir
    static Path folder = Path.of("");

    private static Path film = Path.of("");

    @BeforeAll
    static void makeFilm() {
        film = DemoFilm.make(folder, Duration.ofSeconds(SECONDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c:v copy",
                "-c:v libvpx -b:v 800k -deadline realtime -cpu-used 8 -lag-in-frames 0 -g 50",
                "-c:v libx264 -b:v 800k -maxrate 800k -bufsize 400k -preset ultrafast -tune zerolatency -profile:v baseline -g 50",
                "-c:v libvpx -b:v 200k -deadline realtime -cpu-used 8 -s 318x180"
            })
    void tellsEveryFrameAndItsFlashAfterEncoding(String encoding) throws IOException {
        var encoded = DemoFilm.convert(film, folder.resolve("encoded.mkv"), ("-an " + encoding).split(" ", -1));

        var pictures = decode(encoded);

        assertThat(pictures.stream().map(FilmPicture::frame))
                .containsExactlyElementsOf(IntStream.range(0, SECONDS * DemoFilm.FRAMES_PER_SECOND)
                        .boxed()
                        .toList());
        assertThat(pictures).allSatisfy(picture -> assertThat(picture.flash()).isEqualTo(picture.isDueToFlash()));
    }

    @Test
    void refusesAPictureWithABlockThatIsNeitherBlackNorWhite() throws IOException {
        var picture = ImageIO.read(framesOf(film).get(0).toFile());
        var graphics = picture.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(64 + 5 * 32, 288, 32, 64);
        graphics.dispose();

        assertThatThrownBy(() -> FilmPicture.read(picture))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessageContaining("block 5");
    }

    @Test
    void refusesAPictureThatIsNotTheFilm() {
        var black = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);

        assertThatThrownBy(() -> FilmPicture.read(black)).isInstanceOf(UnreadablePictureException.class);
    }

    private static List<FilmPicture> decode(Path video) throws IOException {
        return framesOf(video).stream().map(FilmPicture::read).toList();
    }

    private static List<Path> framesOf(Path video) throws IOException {
        var frames = Files.createTempDirectory(folder, "frames-");
        DemoFilm.convert(video, frames.resolve("%04d.png"), "-fps_mode", "passthrough", "-compression_level", "1");
        try (var files = Files.list(frames)) {
            return files.sorted().toList();
        }
    }
}

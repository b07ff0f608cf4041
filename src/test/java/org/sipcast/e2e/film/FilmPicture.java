package org.sipcast.e2e.film;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * One decoded picture of the demo film.
 *
 * @param frame number in the film, from 0
 * @param flash whether the picture is white
 */
public record FilmPicture(int frame, boolean flash) {
    private static final int BITS = 16;
    private static final double WIDTH = 640;
    private static final double HEIGHT = 360;
    private static final int FIRST_BLOCK_X = 64;
    private static final int BLOCK_WIDTH = 32;
    private static final int BLOCK_HEIGHT = 32;
    private static final int BITS_Y = 288;
    private static final int COMPLEMENT_Y = 320;
    private static final int PICTURE_END_Y = 272;

    /** A bit counts only if its block and its complement differ by this much of 255. */
    private static final double CONTRAST = 80;

    private static final double WHITE = 200;

    /** Reads a picture of the film in any size; throws {@link UnreadablePictureException}. */
    public static FilmPicture read(Path file) {
        @Nullable BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (image == null) {
            throw new UnreadablePictureException(file + " is no picture");
        }
        return read(image);
    }

    /** Reads a picture of the film in any size; throws {@link UnreadablePictureException}. */
    public static FilmPicture read(BufferedImage image) {
        int frame = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int x = FIRST_BLOCK_X + bit * BLOCK_WIDTH;
            double value = blockBrightness(image, x, BITS_Y);
            double complement = blockBrightness(image, x, COMPLEMENT_Y);
            if (Math.abs(value - complement) < CONTRAST) {
                throw new UnreadablePictureException("block %d of the bar code is %.0f and its complement %.0f of 255"
                        .formatted(bit, value, complement));
            }
            frame = (frame << 1) | (value > complement ? 1 : 0);
        }
        return new FilmPicture(frame, brightness(image, 0, 0, (int) WIDTH, PICTURE_END_Y) > WHITE);
    }

    /** Whether the film has its flash in this frame. */
    public boolean isDueToFlash() {
        return frame % DemoFilm.FRAMES_PER_SECOND < 2;
    }

    public double filmMillis() {
        return frame * 1000.0 / DemoFilm.FRAMES_PER_SECOND;
    }

    /** The middle half of a block, away from its neighbours' ringing. */
    private static double blockBrightness(BufferedImage image, int x, int y) {
        return brightness(image, x + BLOCK_WIDTH / 4, y + BLOCK_HEIGHT / 4, BLOCK_WIDTH / 2, BLOCK_HEIGHT / 2);
    }

    private static double brightness(BufferedImage image, int x, int y, int width, int height) {
        int left = (int) (x * image.getWidth() / WIDTH);
        int right = (int) ((x + width) * image.getWidth() / WIDTH);
        int top = (int) (y * image.getHeight() / HEIGHT);
        int bottom = (int) ((y + height) * image.getHeight() / HEIGHT);
        long sum = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                int rgb = image.getRGB(column, row);
                sum += ((rgb >> 16) & 0xff) + ((rgb >> 8) & 0xff) + (rgb & 0xff);
            }
        }
        return sum / (3.0 * (right - left) * (bottom - top));
    }
}

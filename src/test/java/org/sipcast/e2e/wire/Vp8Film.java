package org.sipcast.e2e.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sipcast.e2e.film.DemoFilm;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.film.UnreadablePictureException;

/** The demo film in VP8 as it came by RTP, one stream from its first packet on: what each picture shows, and when it was there. */
public final class Vp8Film {
    private static final int RTP_HEADER = 12;
    private static final int PICTURES_PER_SECOND = DemoFilm.FRAMES_PER_SECOND;

    private final List<Shot> shots;
    private final Set<Integer> streams = new HashSet<>();
    private int missing;
    private int backward;

    /**
     * One picture.
     *
     * @param arrivalNanos when it was complete, by {@link System#nanoTime}
     * @param seconds where in the film it is
     */
    public record Shot(long arrivalNanos, double seconds) {}

    private record Coded(long arrivalNanos, ByteBuffer octets) {}

    private Vp8Film(List<Datagram> datagrams, Path folder) throws IOException {
        List<Coded> coded = frames(datagrams);
        var file = folder.resolve("film.ivf");
        Files.write(file, ivf(coded));
        var pictures = Files.createDirectories(folder.resolve("pictures"));
        DemoFilm.convert(file, pictures.resolve("%05d.png"), "-fps_mode", "passthrough", "-compression_level", "1");
        List<Shot> found = new ArrayList<>();
        for (int i = 0; i < coded.size(); i++) {
            var picture = pictures.resolve("%05d.png".formatted(i + 1));
            try {
                double seconds = FilmPicture.read(picture).frame() / (double) PICTURES_PER_SECOND;
                found.add(new Shot(coded.get(i).arrivalNanos(), seconds));
            } catch (UnreadablePictureException e) {
                throw new IllegalStateException("picture " + i, e);
            }
        }
        shots = List.copyOf(found);
    }

    /** Decodes all packets of the stream. */
    public static Vp8Film of(List<Datagram> datagrams, Path folder) {
        try {
            return new Vp8Film(datagrams, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Shot> shots() {
        return shots;
    }

    /** The SSRCs. */
    public Set<Integer> streams() {
        return streams;
    }

    /** How many sequence numbers are not the next one. */
    public int missing() {
        return missing;
    }

    /** How many time stamps are earlier than the one before. */
    public int backward() {
        return backward;
    }

    private List<Coded> frames(List<Datagram> datagrams) {
        List<Coded> frames = new ArrayList<>();
        var frame = new ByteArrayOutputStream();
        int last = -1;
        int lastStamp = 0;
        for (Datagram datagram : datagrams) {
            ByteBuffer packet = ByteBuffer.wrap(datagram.octets());
            int sequence = packet.getShort(2) & 0xffff;
            missing += last >= 0 && sequence != ((last + 1) & 0xffff) ? 1 : 0;
            backward += last >= 0 && packet.getInt(4) - lastStamp < 0 ? 1 : 0;
            last = sequence;
            lastStamp = packet.getInt(4);
            streams.add(packet.getInt(8));
            int begin = RTP_HEADER + descriptor(packet);
            frame.write(packet.array(), begin, packet.limit() - begin);
            if ((packet.get(1) & 0x80) != 0) {
                frames.add(new Coded(datagram.arrivalNanos(), ByteBuffer.wrap(frame.toByteArray())));
                frame.reset();
            }
        }
        return frames;
    }

    /** The length of the payload descriptor (RFC 7741 section 4.2). */
    private static int descriptor(ByteBuffer packet) {
        if ((packet.get(RTP_HEADER) & 0x80) == 0) {
            return 1;
        }
        int extensions = packet.get(RTP_HEADER + 1);
        int length = 2;
        if ((extensions & 0x80) != 0) {
            length += (packet.get(RTP_HEADER + 2) & 0x80) != 0 ? 2 : 1;
        }
        return length + ((extensions & 0x40) != 0 ? 1 : 0) + ((extensions & 0x30) != 0 ? 1 : 0);
    }

    /** A file with a picture's number as its time. */
    private static byte[] ivf(List<Coded> frames) {
        int size = 32
                + frames.stream().mapToInt(frame -> 12 + frame.octets().limit()).sum();
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x46494B44).putShort((short) 0).putShort((short) 32).putInt(0x30385056);
        file.putShort((short) 640)
                .putShort((short) 360)
                .putInt(PICTURES_PER_SECOND)
                .putInt(1);
        file.putInt(frames.size()).putInt(0);
        for (int i = 0; i < frames.size(); i++) {
            file.putInt(frames.get(i).octets().limit())
                    .putLong(i)
                    .put(frames.get(i).octets());
        }
        return file.array();
    }
}

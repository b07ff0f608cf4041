package org.sipcast.sdp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One offer of src/test/resources/sdp with what belongs to it: {@code .answer.sdp}, {@code .refusal.txt} or {@code
 * .malformed.txt}. The first lines of each may be comments, and {@code # codecs: h264 pcma} changes the channel's preference.
 */
record SdpCase(String name, List<String> comments, String offer) {
    static final Path FOLDER = Path.of("src/test/resources/sdp");
    private static final String OFFER = ".offer.sdp";
    private static final String CODECS = "# codecs:";

    static List<SdpCase> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(OFFER))
                    .sorted()
                    .map(file -> read(file.substring(0, file.length() - OFFER.length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SdpCase read(String name) {
        String text = text(FOLDER.resolve(name + OFFER));
        List<String> comments =
                text.lines().takeWhile(line -> line.startsWith("#")).toList();
        return new SdpCase(name, comments, onTheWire(text));
    }

    Optional<String> expected(String suffix) {
        Path file = FOLDER.resolve(name + suffix);
        return Files.exists(file) ? Optional.of(onTheWire(text(file))) : Optional.empty();
    }

    CodecPreference preference() {
        List<Codec> codecs = comments.stream()
                .filter(line -> line.startsWith(CODECS))
                .flatMap(line ->
                        Stream.of(line.substring(CODECS.length()).strip().split(" ")))
                .map(Codec::valueOf)
                .toList();
        return codecs.isEmpty()
                ? new CodecPreference(List.of(Codec.VP8, Codec.H264), List.of(Codec.OPUS, Codec.PCMA, Codec.PCMU))
                : new CodecPreference(of(codecs, Medium.VIDEO), of(codecs, Medium.AUDIO));
    }

    private static List<Codec> of(List<Codec> codecs, Medium medium) {
        return codecs.stream().filter(codec -> codec.medium() == medium).toList();
    }

    private static String onTheWire(String text) {
        return text.lines().dropWhile(line -> line.startsWith("#")).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

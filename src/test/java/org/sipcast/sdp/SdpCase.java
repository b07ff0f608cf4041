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
 * .malformed.txt}. The first lines of each may be comments, and {@code # codecs: H264 PCMA}
 * changes the channel's preference, {@code # local: ::1} our address, {@code # picture: 1280 720 25 2000} what is sent.
 */
record SdpCase(String name, List<String> comments, String offer) {
    static final Path FOLDER = Path.of("src/test/resources/sdp");
    private static final String OFFER = ".offer.sdp";
    private static final String LOCAL = "# local:";
    private static final String CODECS = "# codecs:";
    private static final String PICTURE = "# picture:";

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

    Negotiation negotiate() {
        return new Answerer(local().address())
                .negotiate(offer, ChannelMedia.of(preference(), picture(), 48, lowDelay()));
    }

    private boolean lowDelay() {
        return comments.contains("# delay: low");
    }

    private Picture picture() {
        return comments.stream()
                .filter(line -> line.startsWith(PICTURE))
                .map(line -> line.substring(PICTURE.length()).strip().split(" "))
                .map(n -> new Picture(
                        Integer.parseInt(n[0]), Integer.parseInt(n[1]), Integer.parseInt(n[2]), Integer.parseInt(n[3])))
                .findFirst()
                .orElse(TestMedia.PICTURE);
    }

    private CodecPreference preference() {
        List<Codec> codecs = comments.stream()
                .filter(line -> line.startsWith(CODECS))
                .flatMap(line ->
                        Stream.of(line.substring(CODECS.length()).strip().split(" ")))
                .map(Codec::valueOf)
                .toList();
        return codecs.isEmpty()
                ? TestMedia.ALL_CODECS
                : new CodecPreference(of(codecs, Medium.VIDEO), of(codecs, Medium.AUDIO));
    }

    LocalMedia local() {
        String address = comments.stream()
                .filter(line -> line.startsWith(LOCAL))
                .map(line -> line.substring(LOCAL.length()).strip())
                .findFirst()
                .orElse("192.0.2.10");
        return new LocalMedia(address, 20_000, 20_002);
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

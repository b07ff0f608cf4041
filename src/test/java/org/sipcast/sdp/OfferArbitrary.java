package org.sipcast.sdp;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Offers that are well-formed, but put together from anything that clients are known to send. */
final class OfferArbitrary {
    private static final List<String> MAPS = List.of(
            "VP8/90000",
            "H264/90000",
            "opus/48000/2",
            "OPUS/48000",
            "PCMA/8000",
            "PCMU/8000/1",
            "PCMU/16000",
            "L16/44100/2",
            "H265/90000",
            "rtx/90000",
            "telephone-event/8000",
            "telephone-event/48000");
    private static final List<String> PARAMETERS = List.of(
            "",
            "profile-level-id=42e01f;packetization-mode=1",
            "Profile-Level-ID=4D0028; packetization-mode=0",
            "profile-level-id=640c1f;packetization-mode=2",
            "profile-level-id=xyz",
            "packetization-mode=1;level-asymmetry-allowed=1",
            "profile-level-id=42e01e;packetization-mode=1;level-asymmetry-allowed=1",
            "profile-level-id=42e00d;packetization-mode=1",
            "profile-level-id=42e00d;packetization-mode=1;max-fs=1620;max-mbps=40500",
            "profile-level-id=42f00b;max-recv-level=e01f",
            "profile-level-id=428028",
            "max-fs=396;max-fr=30",
            "max-fs=3600;max-fr=15",
            "max-fs=3600;max-fr=30",
            "maxaveragebitrate=20000",
            "useinbandfec=1;stereo=1;maxaveragebitrate=64000",
            "0-15",
            ";;=;");
    private static final List<String> ATTRIBUTES = List.of(
            "a=sendrecv",
            "a=recvonly",
            "a=sendonly",
            "a=inactive",
            "a=rtcp-mux",
            "a=rtcp:4711",
            "a=rtcp:9 IN IP4 0.0.0.0",
            "a=mid:audio",
            "a=mid:1",
            "a=rtcp-fb:* nack pli",
            "a=rtcp-fb:97 ccm fir",
            "a=rtcp-fb:98 nack",
            "a=ptime:20",
            "a=ptime:30",
            "a=maxptime:10",
            "a=maxptime:20",
            "a=maxptime:x",
            "a=rtcp-rsize",
            "a=curr:qos local none",
            "b=TIAS:50000",
            "a=x-unknown:\"quoted\" \\ text",
            "b=AS:300");
    private static final List<String> CONNECTIONS =
            List.of("c=IN IP4 0.0.0.0", "c=IN IP6 2001:db8::1", "c=IN IP4 host.example.org", "c=IN IP4 224.2.1.1/127");

    private OfferArbitrary() {}

    static Arbitrary<String> offers() {
        Arbitrary<String> connection = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just("c=IN IP4 192.0.2.1\n")),
                Tuple.of(1, Arbitraries.of("c=IN IP6 ::\n", "c=IN IP4 0.0.0.0\n", "c=IN IP6 fe80::1\n", "")));
        Arbitrary<String> attribute =
                Arbitraries.of("", "a=sendonly\n", "a=recvonly\n", "a=inactive\n", "a=group:BUNDLE audio 1\n");
        return Combinators.combine(
                        connection, attribute, media().list().ofMinSize(1).ofMaxSize(6))
                .as((c, a, media) ->
                        "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\n" + c + "t=0 0\n" + a + String.join("", media));
    }

    private static Arbitrary<String> media() {
        Arbitrary<String> name = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of("audio", "video")),
                Tuple.of(1, Arbitraries.of("application", "text", "AUDIO")));
        Arbitrary<String> port = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just("5000")), Tuple.of(1, Arbitraries.of("1", "0", "65535", "5000/2")));
        Arbitrary<String> protocol = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("RTP/AVP", "RTP/AVPF")),
                Tuple.of(1, Arbitraries.of("rtp/avp", "RTP/SAVP", "UDP/TLS/RTP/SAVPF", "udp")));
        Arbitrary<List<String>> maps = Arbitraries.of(MAPS).list().ofMaxSize(8);
        Arbitrary<List<String>> parameters = Arbitraries.of(PARAMETERS).list().ofSize(8);
        Arbitrary<List<Integer>> fixed =
                Arbitraries.of(0, 8, 9, 18, 77, 127).list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<List<String>> attributes = Arbitraries.frequencyOf(
                        Tuple.of(15, Arbitraries.of(ATTRIBUTES)), Tuple.of(1, Arbitraries.of(CONNECTIONS)))
                .list()
                .ofMaxSize(5);
        return Combinators.combine(name, port, protocol, maps, parameters, fixed, attributes)
                .as(OfferArbitrary::medium);
    }

    private static String medium(
            String name,
            String port,
            String protocol,
            List<String> maps,
            List<String> parameters,
            List<Integer> fixed,
            List<String> attributes) {
        String dynamic =
                IntStream.range(0, maps.size()).mapToObj(i -> " " + (96 + i)).collect(Collectors.joining());
        String others = fixed.stream().map(type -> " " + type).collect(Collectors.joining());
        StringBuilder text = new StringBuilder("m=" + name + ' ' + port + ' ' + protocol + dynamic + others + '\n');
        for (int i = 0; i < maps.size(); i++) {
            text.append("a=rtpmap:")
                    .append(96 + i)
                    .append(' ')
                    .append(maps.get(i))
                    .append('\n');
            if (!parameters.get(i).isEmpty()) {
                text.append("a=fmtp:")
                        .append(96 + i)
                        .append(' ')
                        .append(parameters.get(i))
                        .append('\n');
            }
        }
        attributes.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}

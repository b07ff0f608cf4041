package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class AnyOfferTest {
    private static final Pattern FIT_FOR_A_WARNING = Pattern.compile("[ -~&&[^\"\\\\]]{1,400}");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MUTATIONS = 200_000;
    /** For one offer of a few kilobytes. */
    private static final long MOST_OCTETS = 1_000_000;

    private static final String MORE = "=:/ \n\r\t\0;*-0189amvcot\u00e9\ud800\u0660";

    @Provide
    Arbitrary<String> offers() {
        return OfferArbitrary.offers();
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void isAnsweredByTheRulesOrRefusedInWords(@ForAll("offers") String offer) {
        try {
            String answer = TestMedia.answer(offer);
            assertThat(AnswerRules.violations(offer, answer)).isEmpty();
            assertThat(PictureRules.violations(offer, answer)).isEmpty();
            Statistics.collect(isSurelyAcceptable(offer) ? "answered as it has to be" : "answered");
        } catch (NotAcceptableException e) {
            assertThat(e.getMessage()).matches(FIT_FOR_A_WARNING).contains("Offered: ");
            assertThat(isSurelyAcceptable(offer)).isFalse();
            Statistics.collect("refused");
        }
        Statistics.coverage(checker -> {
            checker.check("answered").percentage(share -> share > 5);
            checker.check("answered as it has to be").percentage(share -> share > 2);
            checker.check("refused").percentage(share -> share > 5);
        });
    }

    /** PCMA by its static payload type, to the session's address, in an m-line without an address of its own. */
    private static boolean isSurelyAcceptable(String offer) {
        List<String> sections = List.of(offer.split("\nm=", -1));
        return sections.get(0).contains("c=IN IP4 192.0.2.1\n")
                && sections.stream()
                        .anyMatch(section -> section.matches("(?s)audio 5000 RTP/AVPF?(?: [0-9]+)* 8[ \n].*")
                                && !section.contains("\nc=")
                                && !section.contains("\na=maxptime:10"));
    }

    @Test
    void neverFailsOtherwiseThanByARefusalWhateverIsDoneToAnOffer() {
        List<String> offers = SdpCase.all().stream().map(SdpCase::offer).toList();
        Random random = new Random(20_240_501);
        // so that classes which are loaded for the first of them are not counted as its memory
        offers.forEach(AnyOfferTest::outcome);
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < MUTATIONS; i++) {
            String offer = mutate(offers.get(random.nextInt(offers.size())), random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            String outcome = outcome(offer);
            long octets = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (octets > MOST_OCTETS || !outcome.isEmpty()) {
                fail(outcome + ", " + octets + " octets used for:\n" + offer);
            }
        }
        // of the processor, because other tests and other work may keep this one waiting
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    /** What is wrong with what comes of an offer; empty if nothing is. */
    private static String outcome(String offer) {
        try {
            String answer = TestMedia.answer(offer);
            return answer.startsWith("v=0\r\n") && answer.length() < 2 * offer.length() + 1000
                    ? ""
                    : "answered by:\n" + answer;
        } catch (MalformedSdpException | NotAcceptableException e) {
            String words = String.valueOf(e.getMessage());
            return FIT_FOR_A_WARNING.matcher(words).matches() ? "" : "refused by: " + words;
        }
    }

    private static String mutate(String offer, Random random) {
        StringBuilder mutated = new StringBuilder(offer);
        for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
            int at = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), at + random.nextInt(1 + random.nextInt(40)));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, mutated.substring(at, end));
                case 2 -> mutated.insert(random.nextInt(mutated.length()), mutated.substring(at, end));
                default -> mutated.insert(at, MORE.charAt(random.nextInt(MORE.length())));
            }
            if (mutated.isEmpty()) {
                mutated.append('v');
            }
        }
        return mutated.toString();
    }

    @Test
    void takesLittleTimeForTheLargestOffers() {
        String head = "v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\nt=0 0\n";
        List<String> large = List.of(
                head + "m=audio 1 RTP/AVP" + " 8".repeat(8000),
                head + "m=audio 5000 RTP/AVP 8\n" + "a=rtpmap:96 opus/48000\n".repeat(690),
                head + "m=video 5000 RTP/AVP 96\na=rtpmap:96 VP8/90000\n" + "a=rtcp-fb:* nack pli\n".repeat(750),
                head + "m=video 5000 RTP/AVP 96\na=rtpmap:96 H264/90000\na=fmtp:96 " + "a=;".repeat(5400),
                head + "m=audio 0 RTP/AVP 8\n".repeat(800),
                head + "a=\n".repeat(5400),
                "v=0\n".repeat(4000),
                "\n".repeat(16_000));
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (String offer : large) {
                assertThat(offer).hasSizeBetween(14_000, SdpReader.MAX_LENGTH);
                try {
                    assertThat(TestMedia.answer(offer)).hasSizeLessThan(offer.length());
                } catch (MalformedSdpException | NotAcceptableException e) {
                    assertThat(e.getMessage()).matches(FIT_FOR_A_WARNING);
                }
            }
        });
    }
}

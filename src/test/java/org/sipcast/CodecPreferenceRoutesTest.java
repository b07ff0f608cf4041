package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.sdp.Codec;

/** Which codecs a caller gets is changed in conf/channels.yaml or in a route. */
class CodecPreferenceRoutesTest extends ShippedRoutes {
    private static final String BOTH =
            OFFER.replace("RTP/AVP 96", "RTP/AVP 96 8").replace("RTP/AVP 97", "RTP/AVP 97 98")
                    + "a=rtpmap:98 H264/90000\r\na=fmtp:98 profile-level-id=42e01f;packetization-mode=1\r\n";

    @Override
    protected void also(Properties settings) throws IOException {
        settings.setProperty(
                "sipcast.channels",
                Files.writeString(
                                run.resolve("channels.yaml"),
                                """
                                channels:
                                  livetv:
                                    source: demo.mkv
                                    timeline: live
                                    codecs:
                                      for-domains:
                                        Phones.example.org: {video: [h264], audio: [pcma, opus]}
                                        radio.example.org: {video: []}
                                """)
                        .toString());
    }

    private Exchange inviteFrom(String caller, String identity) throws Exception {
        Exchange exchange = exchange("INVITE", "call-1");
        exchange.getMessage().setHeader("CamelSipUser", "livetv");
        exchange.getMessage().setHeader("CamelSipFrom", caller);
        if (!identity.isEmpty()) {
            exchange.getMessage().setHeader("CamelSipIdentity", identity);
        }
        exchange.getMessage().setBody(BOTH);
        sip.deliver("invite", exchange);
        return exchange;
    }

    @ParameterizedTest
    @CsvSource({
        "sip:ann@example.org, '', 'VP8,OPUS'",
        "sip:ann@phones.example.org, '', 'H264,PCMA'",
        "sips:ann@PHONES.example.org:5061;user=phone, '', 'H264,PCMA'",
        "sip:phones.example.org, '', 'H264,PCMA'",
        "sip:ann@radio.example.org, '', OPUS",
        "sip:ann@radio.example.org.attacker.example, '', 'VP8,OPUS'",
        "sip:anonymous@anonymous.invalid, sip:ann@phones.example.org, 'H264,PCMA'",
        "sip:ann@phones.example.org, tel:+43123, 'VP8,OPUS'",
    })
    void aCallersDomainChoosesTheCodecs(String caller, String identity, String codecs) throws Exception {
        inviteFrom(caller, identity);

        assertThat(call().media().codecs()).map(Codec::name).containsExactly(codecs.split(","));
    }

    @Test
    void whoCallsWithoutAnOfferGetsThatOfItsDomain() throws Exception {
        Exchange exchange = exchange("INVITE", "call-1");
        exchange.getMessage().setHeader("CamelSipUser", "livetv");
        exchange.getMessage().setHeader("CamelSipFrom", "sip:ann@phones.example.org");
        sip.deliver("invite", exchange);

        assertThat(exchange.getMessage().getBody(String.class))
                .contains("m=audio 20002 RTP/AVP 8\r\n", "profile-level-id=42c01e;packetization-mode=1");
    }

    @Test
    void aChangeKeepsToWhatTheDomainMayHave() throws Exception {
        inviteFrom("sip:ann@phones.example.org", "");
        event("ack");

        assertRefused(change("INVITE", BOTH.replace("H264/90000", "H265/90000").replace("audio 4000", "audio 0")), 488);
    }

    @Test
    void aStepInARouteChoosesThem() throws Exception {
        AdviceWith.adviceWith(context, "answer-call", route -> route.weaveByToUri("direct:negotiate-media")
                .before()
                .setProperty("codecs", route.constant("h264 pcma")));

        invite("livetv", BOTH);

        assertThat(call().media().codecs()).containsExactly(Codec.H264, Codec.PCMA);
    }
}

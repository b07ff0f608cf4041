package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.TestCalls;
import org.sipcast.channel.Channels;
import org.sipcast.channel.UnknownChannelException;
import org.sipcast.sdp.Answerer;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.MalformedSdpException;

class IncomingCallTest {
    private static final Channels CHANNELS = Channels.read(Path.of("conf/channels.yaml"), Path.of("media"));

    private final IncomingCall incomingCall =
            new IncomingCall(CHANNELS, new Answerer("127.0.0.1"), new CallRegistry(Clock.systemUTC(), 10));

    @ParameterizedTest
    @ValueSource(strings = {"null", "'livetv'", "\"livetv\"", "${body}", "true", " ", "livetv, demo", "#calls"})
    void takesTheCallersWordsAsTheyAre(String words) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("incomingCall", incomingCall);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:admit").setBody().method("incomingCall", "admit");
                    from("direct:find").setBody().method("incomingCall", "findChannel");
                    from("direct:negotiate").setBody().method("incomingCall", "negotiate");
                }
            });
            camel.start();

            Call call = send(camel, "admit", words).getMessage().getBody(Call.class);
            assertThat(call.sipCallId()).isEqualTo(words);
            assertThat(call.caller()).isEqualTo(words);
            assertThat(send(camel, "find", words).getException()).isInstanceOf(UnknownChannelException.class);
            assertThat(send(camel, "negotiate", words).getException()).isInstanceOf(MalformedSdpException.class);
        }
    }

    private static Exchange send(DefaultCamelContext camel, String route, String words) {
        return camel.createProducerTemplate().request("direct:" + route, exchange -> {
            exchange.getMessage().setHeader("CamelSipDialogId", "call-1");
            exchange.getMessage().setHeader("CamelSipCallId", words);
            exchange.getMessage().setHeader("CamelSipFrom", words);
            exchange.getMessage().setHeader("CamelSipUser", words);
            exchange.getMessage().setBody(words);
            exchange.setProperty("channel", TestCalls.live("livetv", 3));
            exchange.setProperty("media", TestCalls.media(Codec.VP8, Codec.OPUS));
        });
    }
}

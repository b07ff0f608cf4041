package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.vlc.SourceUnavailableException;
import org.sipcast.vlc.VlcConstants;

/** The files of examples/, each copied among the routes of an application that runs. */
class ExamplesTest extends EditedRoutes {
    private final int gatePort = FreePorts.one();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private @Nullable HttpServer gate;

    @Override
    protected void also(Properties settings) throws IOException {
        super.also(settings);
        settings.setProperty("gate.url", "http://127.0.0.1:" + gatePort + "/may-watch");
        settings.setProperty("sipcast.feeds.interval", "100");
    }

    @AfterEach
    void stopGate() {
        if (gate != null) {
            gate.stop(0);
        }
    }

    @Test
    void openingHours() throws Exception {
        String example = Files.readString(Path.of("examples/opening-hours.xml"));
        Files.writeString(routes.resolve("opening-hours.xml"), example.replace("!range '8..21'", "range '0..23'"));
        await().untilAsserted(() -> assertRefused(call("closed"), 403));
        assertThat(get("/observe/metrics").body())
                .contains("sipcast_refusals_total{channel=\"none\",status=\"403\"} 0.0")
                .doesNotContain("sipcast_refusals_total{channel=\"demo\",status=\"403\"} 0.0");
        Files.writeString(routes.resolve("opening-hours.xml"), example.replace("8..21", "0..23"));
        await().untilAsserted(() -> assertAnswered(call("open")));
    }

    @Test
    void aGateThatDecidesWhoMayWatch() throws Exception {
        gate = HttpServer.create(new InetSocketAddress(FreePorts.loopback(), gatePort), 0);
        gate.createContext("/may-watch", request -> {
            String channel = request.getRequestHeaders().getFirst("Channel");
            asked.add(request.getRequestHeaders().getFirst("Caller") + " " + channel);
            request.sendResponseHeaders(channel.equals("demo") ? 200 : 402, -1);
            request.close();
        });
        gate.start();
        use("gate.camel.yaml");
        await().untilAsserted(() -> assertRefused(call("other", "livetv"), 403));
        assertAnswered(call("allowed"));
        assertThat(asked).contains("sip:viewer@example.org;user=phone, \"x\" demo");
        gate.stop(0);
        assertRefused(call("without-the-gate"), 403);
    }

    @Test
    void aTrailerBeforeTheFilm() throws Exception {
        Files.writeString(channels, "  trailer:\n    source: trailer.mkv\n", StandardOpenOption.APPEND);
        use("pre-roll.camel.yaml");
        await().untilAsserted(() -> {
            opened.clear();
            assertAnswered(call("found-out"));
            assertThat(opened).containsExactly("trailer");
        });
        watch("demo");

        ended("trailer");
        assertThat(opened).endsWith("trailer", "demo");
        assertThat(deeds).contains("vlc:play demo/call-1").doesNotContain("sip:bye call-1 null");
        assertThat(calls().all()).hasSize(1);

        ended("demo");
        assertThat(calls().all()).isEmpty();
        assertThat(records()).last().asString().contains("\"cause\":\"SOURCE_ENDED\"");
    }

    @Test
    void aFilmThatCannotBeOpenedBehindItsTrailerEndsTheCall() throws Exception {
        Files.writeString(channels, "  trailer:\n    source: trailer.mkv\n", StandardOpenOption.APPEND);
        use("pre-roll.camel.yaml");
        await().untilAsserted(() -> {
            opened.clear();
            assertAnswered(call("found-out"));
            assertThat(opened).containsExactly("trailer");
        });
        watch("demo");
        faults.put("open-source", new SourceUnavailableException("Demo film", "its source cannot be opened"));

        ended("trailer");

        assertThat(calls().all()).isEmpty();
    }

    /** The source of the call's hub is at its end. */
    private void ended(String channel) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(VlcConstants.INSTANCE, "demo");
        exchange.getMessage().setHeader(VlcConstants.HUB, "call-1");
        exchange.getMessage().setHeader(VlcConstants.STATE, "ended");
        exchange.getMessage().setHeader(VlcConstants.SINKS, Set.of("call-1"));
        exchange.getMessage()
                .setHeader(
                        VlcConstants.CHANNEL,
                        context.getRegistry()
                                .lookupByNameAndType("channels", Channels.class)
                                .require(channel));
        vlc.deliver("ended", exchange);
    }

    @Override
    void vlcDoes(String operation, Exchange exchange) throws Exception {
        if (operation.equals("open-source")) {
            opened.add(exchange.getMessage()
                    .getHeader(VlcConstants.CHANNEL, Channel.class)
                    .name());
        }
        super.vlcDoes(operation, exchange);
    }

    @Test
    void otherCodecsForOneDomain() throws Exception {
        use("phones-codecs.camel.yaml");
        await().untilAsserted(() -> assertThat(context.getRoute("answer-call")).isNotNull());
        await().untilAsserted(() ->
                assertThat(picture(callFrom("sip:desk@phones.example.org"))).contains("H264"));
        assertThat(picture(callFrom("sip:someone@example.org"))).contains("VP8");
        assertThat(picture(callFrom("sip:desk@phones.example.org.evil.example")))
                .contains("VP8");
    }

    @Test
    void anotherFeedOfRecords() throws Exception {
        use("feed-lines.camel.yaml");
        await().untilAsserted(() -> assertThat(context.getRoute("feed-lines")).isNotNull());
        watch("livetv");
        event("bye");
        Path lines = run.resolve("lines.ndjson");
        await().untilAsserted(() -> assertThat(lines).exists());
        await().untilAsserted(() ->
                assertThat(Files.readAllLines(lines)).singleElement().asString().contains("org.sipcast.call.stopped"));
    }

    @Test
    void furtherNamesForAChannel() throws Exception {
        assertRefused(call("before", "tv"), 404);
        use("other-names.camel.yaml");
        await().untilAsserted(() -> assertAnswered(call("tv", "tv")));
        invite("called-tv", "tv", OFFER);
        assertThat(calls().all()).extracting(call -> call.channel().name()).containsOnly("livetv");
        assertRefused(call("nobody", "nobody"), 404);
    }

    private void use(String example) throws IOException {
        Files.copy(Path.of("examples").resolve(example), routes.resolve(example));
    }

    private Exchange callFrom(String caller) throws Exception {
        Exchange exchange = exchange("INVITE", "from-" + System.nanoTime());
        exchange.getMessage().setHeader("CamelSipFrom", caller);
        exchange.getMessage().setHeader("CamelSipUser", "demo");
        exchange.getMessage()
                .setBody(OFFER.replace("RTP/AVP 97", "RTP/AVP 97 98").replace("RTP/AVP 96", "RTP/AVP 96 8")
                        + "a=rtpmap:98 H264/90000\r\na=fmtp:98 profile-level-id=42e01f;packetization-mode=1\r\n");
        sip.deliver("invite", exchange);
        return exchange;
    }

    private static String picture(Exchange call) {
        String answer = call.getMessage().getBody(String.class);
        return answer.substring(answer.indexOf("m=video"));
    }
}

package org.sipcast;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyInject;
import org.sipcast.billing.journal.NodeName;
import org.sipcast.call.CallRegistry;
import org.sipcast.channel.Channels;
import org.sipcast.chat.MuteList;
import org.sipcast.chat.RoomSettings;
import org.sipcast.chat.Rooms;
import org.sipcast.chat.WordFilter;

/** The beans that the routes of rooms refer to: {@code chatDesk} and {@code operatorDesk}, and {@code rooms} behind it. */
public final class ChatBeans implements CamelConfiguration {
    /** They only hand messages over, so a few are plenty. */
    private static final int THREADS = 4;

    private static final int MOST_WAITING = 1_000_000;
    private static final int LONGEST_WAIT_MILLIS = 600_000;

    @Override
    public void configure(CamelContext camel) {
        WholeNumber.requireRate(camel, "sipcast.chat.lines", "sipcast.chat.period", "sipcast.chat.retry-after");
        WholeNumber.read(camel, "sipcast.chat.kafka.waiting", 1, MOST_WAITING);
        // a server that starts again has nobody to tell what was said before: a name of its own each time, and the
        // latest offset
        String server = NodeName.of(Wiring.setting(camel, "node"));
        camel.getPropertiesComponent()
                .addInitialProperty("sipcast.chat.kafka.group", "sipcast-chat-" + server + "-" + UUID.randomUUID());
    }

    // lazy, so that the beans it takes are there
    @BindToRegistry(lazy = true)
    public Rooms rooms(
            CamelContext camel,
            Channels channels,
            ChatMeters chatMeters,
            @PropertyInject("sipcast.domain") String domain,
            @PropertyInject("sipcast.registrar") String registrar,
            @PropertyInject("sipcast.advertised-address") String address,
            @PropertyInject("sipcast.sip.port") int port,
            @PropertyInject("sipcast.chat.line") int lineOctets,
            @PropertyInject("sipcast.chat.history") int history,
            @PropertyInject("sipcast.chat.queue") int queue,
            @PropertyInject("sipcast.chat.notices") int notices,
            @PropertyInject("sipcast.chat.joined") String joined,
            @PropertyInject("sipcast.chat.left") String left,
            @PropertyInject("sipcast.chat.nameless") String nameless)
            throws Exception {
        String host = RegistrationSettings.domain(domain, registrar).orElse(address + ":" + port);
        RoomSettings settings = new RoomSettings(host, lineOctets, history, queue, notices, joined, left, nameless);
        ChatPost post = new ChatPost(camel);
        camel.addService(post, true, true);
        ExecutorService threads = camel.getExecutorServiceManager().newFixedThreadPool(this, "sipcast-chat", THREADS);
        return new Rooms(
                settings,
                room -> channels.find(room).isPresent(),
                chatMeters.counting(post),
                threads,
                Clock.systemUTC());
    }

    @BindToRegistry
    public BusPatience busPatience(CamelContext camel) {
        return new BusPatience(
                camel,
                Duration.ofMillis(WholeNumber.read(camel, "sipcast.chat.kafka.timeout", 1, LONGEST_WAIT_MILLIS)));
    }

    @BindToRegistry(lazy = true)
    public OperatorDesk operatorDesk(Channels channels, Rooms rooms) {
        return new OperatorDesk(channels, rooms);
    }

    // lazy, so that the beans it takes are there
    @BindToRegistry(lazy = true)
    public ChatDesk chatDesk(
            Rooms rooms,
            CallRegistry calls,
            Channels channels,
            @PropertyInject("sipcast.chat.muted") String muted,
            @PropertyInject("sipcast.chat.words") String words) {
        return new ChatDesk(rooms, calls, channels, new MuteList(Path.of(muted)), new WordFilter(Path.of(words)));
    }
}

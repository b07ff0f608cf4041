package org.sipcast.chat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.TestCalls;
import org.sipcast.sdp.Codec;

/** A room of viewers whose devices note what they get. */
abstract class RoomTests {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T18:00:00Z"), ZoneOffset.UTC);
    static final RoomSettings SETTINGS =
            new RoomSettings("example.org", 100, 2, 3, 2, "{name} is here", "{name} has gone", "Viewer");

    final CallRegistry calls = new CallRegistry(CLOCK, 100);
    final Map<String, List<String>> got = new LinkedHashMap<>();
    /** Devices that have not answered yet what they got. */
    final Map<String, CompletableFuture<Integer>> slow = new HashMap<>();

    final Map<String, Integer> statuses = new HashMap<>();

    final Rooms rooms = new Rooms(SETTINGS, "livetv"::equals, this::send, Runnable::run, CLOCK);

    volatile Callable<@Nullable Void> whileSending = () -> null;

    CompletableFuture<Integer> send(String call, MessageBody body) {
        try {
            whileSending.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        got.computeIfAbsent(call, none -> new ArrayList<>()).add(body.text());
        CompletableFuture<Integer> unanswered = slow.get(call);
        return unanswered == null ? CompletableFuture.completedFuture(statuses.getOrDefault(call, 200)) : unanswered;
    }

    static Thread start(Runnable job) {
        Thread thread = new Thread(job);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Nullable
    String join(String id, @Nullable String name) {
        rooms.expect(call(id, null), null, name, null);
        return rooms.enter(id).map(Line::text).orElse(null);
    }

    Call call(String id, @Nullable String identity) {
        return call(id, "sip:" + id + "@example.org", identity);
    }

    Call call(String id, String from, @Nullable String identity) {
        return calls.admit(
                id,
                id + "@wire",
                from,
                identity,
                "",
                TestCalls.live("livetv", 100),
                TestCalls.media(Codec.VP8, Codec.OPUS));
    }

    Sender sender(String call) {
        return rooms.sender(call, "livetv", "", null);
    }

    void say(String call, String text) {
        rooms.deliver(rooms.line(sender(call), text));
    }

    List<String> got(String call) {
        return got.getOrDefault(call, List.of());
    }
}

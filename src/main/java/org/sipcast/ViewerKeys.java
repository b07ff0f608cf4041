package org.sipcast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.CallRegistry;
import org.sipcast.sip.SipConstants;
import org.sipcast.steering.DtmfInfo;
import org.sipcast.steering.KeyMap;
import org.sipcast.steering.KeyPad;
import org.sipcast.steering.KeyPress;
import org.sipcast.vlc.telnet.HubReport;
import org.sipcast.vlc.telnet.PressedKeys;

/** The keys that viewers press, in either way, and what they stand for. */
public final class ViewerKeys {
    private static final Duration BETWEEN_TIDYINGS = Duration.ofSeconds(10);

    private final CallRegistry calls;
    private final KeyMap map;
    private final Clock clock;
    private final Map<String, KeyPad> pads = new ConcurrentHashMap<>();
    /** By call and stream: a sink that was replaced may be reported late. */
    private final Map<String, Map<String, PressedKeys>> known = new HashMap<>();

    private Instant tidyAt = Instant.MIN;

    public ViewerKeys(CallRegistry calls, KeyMap map, Clock clock) {
        this.calls = calls;
        this.map = map;
        this.clock = clock;
    }

    /** The keys in a hub's report that no report before had. */
    public List<KeyPress> pressed(@Body HubReport report) {
        tidy();
        List<KeyPress> news = new ArrayList<>();
        report.sinks().forEach((call, sink) -> {
            PressedKeys keys = sink.keys();
            if (keys != null && keys.count() > 0) {
                String since = since(call, keys);
                if (!since.isEmpty()) {
                    news.add(new KeyPress(call, since, KeyPress.Way.SOUND));
                }
            }
        });
        return news;
    }

    private synchronized String since(String call, PressedKeys keys) {
        if (calls.find(call) == null) {
            return "";
        }
        Map<String, PressedKeys> ofCall = known.computeIfAbsent(call, none -> new LatestStreams());
        PressedKeys before = ofCall.get(keys.stream());
        if (!keys.isLaterThan(before)) {
            return "";
        }
        ofCall.put(keys.stream(), keys);
        return keys.since(before);
    }

    /** Reports that are this many sinks late are refused for their age. */
    private static final class LatestStreams extends LinkedHashMap<String, PressedKeys> {
        private static final long serialVersionUID = 1;
        private static final int MOST = 32;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PressedKeys> eldest) {
            return size() > MOST;
        }
    }

    /** Whether an INFO has a key as its body. */
    public boolean isKey(@Header(SipConstants.CONTENT_TYPE) @Nullable String type) {
        return DtmfInfo.isType(type);
    }

    /** The key in the body of an INFO. */
    public KeyPress read(
            @Header(SipConstants.DIALOG_ID) String call,
            @Header(SipConstants.CONTENT_TYPE) String type,
            @Body String body) {
        return new KeyPress(call, String.valueOf(DtmfInfo.key(type, body)), KeyPress.Way.SIGNALLING);
    }

    /** What a viewer wants by these keys, in words; nothing if he has not finished, or they stand for nothing. */
    public List<String> words(@Body KeyPress press) {
        if (calls.find(press.call()) == null) {
            return List.of();
        }
        KeyPad pad = pads.computeIfAbsent(press.call(), call -> new KeyPad(map));
        List<String> words = new ArrayList<>();
        for (char key : press.keys().toCharArray()) {
            pad.press(key, press.way(), clock.instant()).ifPresent(words::add);
        }
        return words;
    }

    /** Forgets calls that are over. */
    private synchronized void tidy() {
        Instant now = clock.instant();
        if (now.isAfter(tidyAt)) {
            tidyAt = now.plus(BETWEEN_TIDYINGS);
            pads.keySet().removeIf(call -> calls.find(call) == null);
            known.keySet().removeIf(call -> calls.find(call) == null);
        }
    }
}

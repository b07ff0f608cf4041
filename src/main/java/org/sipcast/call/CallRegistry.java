package org.sipcast.call;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Encode;
import org.sipcast.sdp.Negotiation;
import org.sipcast.sdp.NotAcceptableException;
import org.sipcast.sdp.OwnSession;

/**
 * The calls in progress, and the limits that decide whether one more may come in.
 *
 * <p>Every method is one short critical section: admission counts viewers and encodes, and must not race.
 */
public final class CallRegistry {
    private final Clock clock;
    private final int encodeLimit;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Call> calls = new LinkedHashMap<>();
    /** Calls whose start is being put on record; one that ends meanwhile stays here, ended, until that is done. */
    private final Map<String, Call> starting = new HashMap<>();

    private final Map<String, Integer> viewers = new HashMap<>();
    private final Map<Hub, EnumMap<Encode, Integer>> encodes = new LinkedHashMap<>();
    private final Map<String, Instant> lastWatched = new HashMap<>();
    private final Receptions receptions = new Receptions();

    /**
     * @param clock one that nobody sets back or forward
     * @param encodeLimit how many encodes may run at once: one for each codec in use on a live channel, and for each codec of
     *     each call on demand
     */
    public CallRegistry(Clock clock, int encodeLimit) {
        this.clock = clock;
        this.encodeLimit = encodeLimit;
    }

    /**
     * Lets a call in.
     *
     * @throws NoRoomException if the channel has as many viewers as it may have, or the call needs an encode beyond the limit
     */
    public synchronized Call admit(
            String id,
            String sipCallId,
            String caller,
            @Nullable String identity,
            String called,
            Channel channel,
            Negotiation media) {
        if (calls.containsKey(id)) {
            throw new IllegalStateException("call " + id + " was admitted before");
        }
        if (viewers.getOrDefault(channel.name(), 0) >= channel.viewerLimit()) {
            throw new NoRoomException(
                    "channel " + channel.name() + " is full: " + channel.viewerLimit() + " viewers at once");
        }
        Instant now = clock.instant();
        Call call = new Call(
                id,
                sipCallId,
                caller,
                identity,
                called,
                channel,
                media,
                media.encodes(),
                null,
                nextSsrc(),
                nextSsrc(),
                null,
                Usage.begun(now),
                Film.AT_ITS_BEGINNING,
                new CallState.Offered(now));
        if (encodesInUse() + newEncodes(call) > encodeLimit) {
            throw new NoRoomException(
                    "all encoders are busy: " + encodeLimit + " encodes at once; try a codec that others watch with");
        }
        calls.put(id, call);
        viewers.merge(channel.name(), 1, Integer::sum);
        use(call);
        return call;
    }

    private void use(Call call) {
        EnumMap<Encode, Integer> users = encodes.computeIfAbsent(call.hub(), hub -> new EnumMap<>(Encode.class));
        call.encodes().forEach(encode -> users.merge(encode, 1, Integer::sum));
    }

    private void release(Call call) {
        encodes.computeIfPresent(call.hub(), (hub, users) -> {
            call.encodes().forEach(encode -> users.computeIfPresent(encode, (e, n) -> n == 1 ? null : n - 1));
            return users.isEmpty() ? null : users;
        });
    }

    /**
     * Takes down our session description, the first of a call or a further one.
     *
     * @throws IllegalStateException if the call is over
     */
    public synchronized Call describe(String id, OwnSession session) {
        return replace(require(id).describe(session));
    }

    /**
     * Changes a call to what was negotiated again.
     *
     * @throws NotAcceptableException if it needs an encode beyond the limit; the call stays as it was
     * @throws IllegalStateException if the call is over
     */
    public synchronized MediaChange change(String id, Negotiation media) {
        Instant now = clock.instant();
        Call before = require(id);
        MediaChange.Step step = MediaChange.needed(before, media);
        Call after = before.change(media, MediaChange.after(step, before.sink(), media, now), now);
        release(before);
        if (encodesInUse() + newEncodes(after) > encodeLimit) {
            use(before);
            throw new NotAcceptableException(
                    "all encoders are busy: " + encodeLimit + " encodes at once; go on with the codecs of before");
        }
        use(after);
        return new MediaChange(replace(after), step);
    }

    /**
     * Gives a call whose sink is to be replaced new SSRCs.
     *
     * @param sent what the sink has sent, by medium and name; null if that is not known
     */
    public synchronized Call replaceSink(String id, @Nullable Map<String, Map<String, Long>> sent) {
        Call call = require(id);
        receptions.takePositions(id);
        return replace(call.replaceSink(nextSsrc(), nextSsrc(), call.usage().replaced(sent, clock.instant())));
    }

    /** Those of the given calls that last, whose VLC is gone: for a while nobody is to miss the sinks that it had. */
    public synchronized List<Call> cutOff(Collection<String> ids) {
        Instant now = clock.instant();
        return among(ids).stream().map(call -> replace(call.cutOff(now))).toList();
    }

    /** How a call goes on in another VLC, whose packets follow those of before; null unless it lasts and is cut off. */
    public synchronized @Nullable Continuation carryOn(String id) {
        Call call = calls.get(id);
        if (call == null || !call.isCutOff()) {
            return null;
        }
        Map<String, String> positions = receptions.takePositions(id);
        Usage usage = call.usage().replaced(null, clock.instant());
        long video = positions.containsKey("video") ? call.videoSsrc() : nextSsrc();
        long audio = positions.containsKey("audio") ? call.audioSsrc() : nextSsrc();
        return new Continuation(replace(call.replaceSink(video, audio, usage)), positions);
    }

    /**
     * Moves a call on from its ACK: its start is to be put on record now.
     *
     * @param age how long ago the ACK came
     * @throws IllegalStateException if it is over or was acknowledged before
     */
    public synchronized Call acknowledge(String id, Duration age) {
        Call acknowledged = require(id).start(clock.instant().minus(age));
        starting.put(id, acknowledged);
        return replace(acknowledged);
    }

    private Call require(String id) {
        Call call = calls.get(id);
        if (call == null) {
            throw new IllegalStateException("call " + id + " is over");
        }
        return call;
    }

    /**
     * Moves a call on whose start is on record: its media may begin.
     *
     * @param acknowledged the call as {@link #acknowledge} returned it
     * @return the call, playing; or ended, if it was ended while its start was being written: then it owes a stop record
     * @throws IllegalStateException if its start was abandoned, or it plays already
     */
    public synchronized Call play(Call acknowledged) {
        Call latest = starting.remove(acknowledged.id());
        if (latest == null) {
            throw new IllegalStateException("the start of call " + acknowledged.id() + " is not being recorded");
        }
        Call playing = acknowledged.play(clock.instant());
        return latest.state() instanceof CallState.Ended ended
                ? playing.end(ended.endedAt(), ended.cause())
                : replace(playing);
    }

    /** Says that the start of a call could not be put on record: it will not play, and owes no stop record. */
    public synchronized void abandon(String id) {
        starting.remove(id);
    }

    /**
     * Ends a call. Returns it, ended, to the first who asks, and null to everyone after: whoever gets it cleans up.
     *
     * @param age how long ago that came which ended it
     */
    public synchronized @Nullable Call end(String id, EndCause cause, Duration age) {
        Call call = calls.remove(id);
        if (call == null) {
            return null;
        }
        Instant now = clock.instant();
        viewers.computeIfPresent(call.channel().name(), (name, count) -> count == 1 ? null : count - 1);
        release(call);
        receptions.forget(id);
        lastWatched.put(call.channel().name(), now);
        Call ended = call.end(now.minus(age), cause);
        starting.computeIfPresent(id, (key, acknowledged) -> ended);
        return ended;
    }

    /** Changes a call that lasts, by what it is at that moment. Answers it as it is then; null if it is over. */
    synchronized @Nullable Call change(String id, UnaryOperator<Call> change) {
        return calls.computeIfPresent(id, (same, call) -> change.apply(call));
    }

    /** The call, or null if there is none that lasts. */
    public synchronized @Nullable Call find(String id) {
        return calls.get(id);
    }

    /**
     * Takes what hubs report; what they say of others than calls that play does not count, nor of a sink that was replaced.
     *
     * @param silence how long a viewer's RTCP may be absent, once he has sent some
     * @return the calls whose viewers are silent and are to be asked now whether they are there
     */
    public synchronized List<Call> heard(Collection<ViewerReport> reports, Duration silence) {
        Instant now = clock.instant();
        List<Call> silent = new ArrayList<>();
        for (ViewerReport report : reports) {
            Call call = calls.get(report.call());
            if (call == null || !call.isPlaying() || call.usage().isOfEarlierSink(report, now)) {
                continue;
            }
            Call known = replace(call.with(call.usage().heard(report, now)));
            if (receptions.heard(report, now, silence)) {
                silent.add(known);
            }
        }
        return silent;
    }

    /**
     * The calls that play and whose viewers nothing has proven to be there for so long: to be asked now, and then not again for
     * as long.
     */
    public synchronized List<Call> unproven(Duration question) {
        Instant now = clock.instant();
        return calls.values().stream()
                .filter(call -> call.isPlaying()
                        && !call.usage().isProven(now.minus(question), Duration.ZERO)
                        && receptions.mayBeQuestioned(call.id(), now, question))
                .toList();
    }

    /** Whether a call lasts whose viewer was known to be there within this time. */
    public synchronized boolean isProven(String id, Duration within) {
        Call call = calls.get(id);
        return call != null && call.usage().isProven(clock.instant(), within);
    }

    /** A SIP message within a call proves that its viewer is there; for one that is over it does not count. */
    public synchronized void seen(String id) {
        change(id, call -> call.with(call.usage().seen(clock.instant())));
    }

    /** What is known of a call that has ended, with the last that its hub said: empty or null if that is gone. */
    public Usage usage(Call ended, @Nullable Map<String, Map<String, Long>> last) {
        return ended.usage().ended(last, clock.instant());
    }

    /** The calls that play, each with the number of the interim record that is due now. */
    public synchronized List<Call> interims() {
        List<Call> playing = new ArrayList<>();
        calls.replaceAll((id, call) -> {
            if (!call.isPlaying()) {
                return call;
            }
            Call counted = call.with(call.usage().anotherInterim());
            playing.add(counted);
            return counted;
        });
        return playing;
    }

    /** Whether a call lasts whose viewer has sent RTCP and sends none now. */
    public synchronized boolean isSilent(String id, Duration silence) {
        return receptions.isSilent(id, clock.instant(), silence);
    }

    /** How a call's media are received; null if nothing is known of it (yet). */
    public synchronized @Nullable Reception reception(String id) {
        return receptions.of(id);
    }

    /** All calls, oldest first. */
    public synchronized List<Call> all() {
        return List.copyOf(calls.values());
    }

    /** How many watch each channel that somebody watches, by its name. */
    public synchronized Map<String, Integer> viewers() {
        return Map.copyOf(viewers);
    }

    /** Those of the given calls that last. */
    public synchronized List<Call> among(Collection<String> ids) {
        return calls.values().stream().filter(call -> ids.contains(call.id())).toList();
    }

    /** What each VLC in use ought to have. */
    public List<Expectation> inUse() {
        return expected(List.of(), Duration.ZERO);
    }

    /**
     * What each VLC ought to have that is in use or among these, which run.
     *
     * @param settling how long a call may have played before its sink has to be there
     */
    public synchronized List<Expectation> expected(Collection<String> running, Duration settling) {
        Instant settled = clock.instant().minus(settling);
        Map<String, List<Call>> callsOf = new LinkedHashMap<>();
        running.forEach(instance -> callsOf.put(instance, new ArrayList<>()));
        calls.values().forEach(call -> callsOf.computeIfAbsent(call.hub().instance(), name -> new ArrayList<>())
                .add(call));
        return callsOf.entrySet().stream()
                .map(entry -> Expectation.of(entry.getKey(), entry.getValue(), settled))
                .toList();
    }

    /** Those of the given VLC instances whose channel nobody has watched for so long. */
    public synchronized List<String> idle(Collection<String> instances, Duration since) {
        Instant limit = clock.instant().minus(since);
        List<String> idle = new ArrayList<>();
        for (String instance : instances) {
            // an instance found running that was never watched begins to be idle when it is first seen
            Instant watched = lastWatched.computeIfAbsent(instance, name -> clock.instant());
            if (!viewers.containsKey(instance) && !watched.isAfter(limit)) {
                idle.add(instance);
            }
        }
        return idle;
    }

    /** How many encodes the calls in progress need. */
    public synchronized int encodesInUse() {
        return encodes.values().stream().mapToInt(Map::size).sum();
    }

    /** Entries that have to go with the calls that they are about. */
    synchronized int entries() {
        return calls.size() + starting.size() + viewers.size() + encodes.size() + receptions.size();
    }

    private Call replace(Call call) {
        calls.put(call.id(), call);
        return call;
    }

    private int newEncodes(Call call) {
        Map<Encode, Integer> running = encodes.getOrDefault(call.hub(), new EnumMap<>(Encode.class));
        return (int) call.encodes().stream()
                .filter(encode -> !running.containsKey(encode))
                .count();
    }

    private long nextSsrc() {
        return random.nextInt() & 0xFFFF_FFFFL;
    }
}

package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * How long a session lasts without a refresh, and who refreshes it (RFC 4028).
 *
 * @param ours whether we have to refresh it
 * @param byTimerCaller whether the caller knows session timers; the one who asked for it may have been a proxy
 */
record SessionInterval(Duration length, boolean ours, boolean byTimerCaller) {

    /** RFC 4028 section 5: shorter ones are refused, so that nobody can make us chatter. */
    private static final int MINIMUM_SECONDS = 90;

    private static final String SESSION_EXPIRES = "Session-Expires";
    private static final Pattern DELTA =
            Pattern.compile("(\\d{1,9})\\s*(?:;.*?\\brefresher\\s*=\\s*(uac|uas)\\b.*|;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Duration LATEST_NOTICE = Duration.ofSeconds(32);

    /** 422 to an interval below the minimum, of a caller who knows what to do then (RFC 4028 section 9). */
    static @Nullable Answer refusal(SIPRequest request) {
        Optional<Matcher> asked = asked(request);
        return asked.isPresent() && seconds(asked.get()) < MINIMUM_SECONDS && isTimerCaller(request)
                ? Answer.of(422).withHeader("Min-SE", Integer.toString(MINIMUM_SECONDS))
                : null;
    }

    /**
     * What the answer agrees to (RFC 4028 section 9, table 2); null for a session without a timer.
     *
     * <p>Whoever asks should refresh: we do so only where the request leaves no choice, and the peer takes UPDATE.
     */
    static @Nullable SessionInterval agreed(SIPRequest request) {
        Matcher asked = asked(request).orElse(null);
        if (asked == null) {
            return null;
        }
        boolean timerCaller = isTimerCaller(request);
        boolean ours = !timerCaller || "uas".equalsIgnoreCase(asked.group(2));
        if (ours && !lists(request, "Allow", Request.UPDATE)) {
            return null;
        }
        int seconds = Math.max(seconds(asked), MINIMUM_SECONDS);
        return new SessionInterval(Duration.ofSeconds(seconds), ours, timerCaller);
    }

    /** What the response to our refresh says; our own if it says nothing (RFC 4028 section 7.2). */
    SessionInterval refreshedBy(SIPMessage response) {
        return asked(response)
                .map(asked -> new SessionInterval(
                        Duration.ofSeconds(Math.max(seconds(asked), MINIMUM_SECONDS)),
                        !"uas".equalsIgnoreCase(asked.group(2)),
                        byTimerCaller))
                .orElse(this);
    }

    /** The answer with what RFC 4028 section 9 wants in it. */
    Answer in(Answer answer) {
        Answer with = answer.withHeader(SESSION_EXPIRES, length.toSeconds() + ";refresher=" + (ours ? "uas" : "uac"));
        return byTimerCaller ? with.withHeader("Require", "timer") : with;
    }

    /** The value in a refresh of ours, where we are the client. */
    String refresh() {
        return length.toSeconds() + ";refresher=uac";
    }

    /** When we have to refresh (RFC 4028 section 7.2). */
    Duration refreshAfter() {
        return length.dividedBy(2);
    }

    /** When a session that was not refreshed is to be ended (RFC 4028 section 10). */
    Duration expiresAfter() {
        Duration third = length.dividedBy(3);
        return length.minus(third.compareTo(LATEST_NOTICE) < 0 ? third : LATEST_NOTICE);
    }

    private static int seconds(Matcher asked) {
        return Integer.parseInt(asked.group(1));
    }

    private static boolean isTimerCaller(SIPRequest request) {
        return lists(request, "Supported", "timer") || lists(request, "Require", "timer");
    }

    private static Optional<Matcher> asked(SIPMessage message) {
        if (!(message.getHeader(SESSION_EXPIRES) instanceof SIPHeader header)) {
            return Optional.empty();
        }
        return Optional.of(DELTA.matcher(header.getHeaderValue().strip())).filter(Matcher::matches);
    }

    private static boolean lists(SIPRequest request, String name, String wanted) {
        for (Iterator<SIPHeader> it = request.getHeaders(name); it.hasNext(); ) {
            if (Arrays.stream(it.next().getHeaderValue().split(",", -1))
                    .anyMatch(tag -> tag.strip().equalsIgnoreCase(wanted))) {
                return true;
            }
        }
        return false;
    }
}

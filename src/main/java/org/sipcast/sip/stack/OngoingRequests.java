package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests outside calls that are being handled. A proxy that forks may bring us one of them a second time by another
 * way: that is no retransmission, and must not become a second call (RFC 3261 section 8.2.2.2).
 */
final class OngoingRequests {

    private record Marks(String callId, @Nullable String fromTag, long cseq, String method) {}

    private final Map<Marks, InviteKey> ongoing = new ConcurrentHashMap<>();

    /** Whether the same request is here already, by another way. */
    boolean isMerged(SIPRequest request) {
        InviteKey known = ongoing.get(marks(request));
        return known != null && !known.equals(InviteKey.of(request));
    }

    /** Takes it up; false if it is here already, by another way. */
    boolean begin(SIPRequest request) {
        InviteKey key = InviteKey.of(request);
        InviteKey known = ongoing.putIfAbsent(marks(request), key);
        return known == null || known.equals(key);
    }

    void end(InviteKey key, String method) {
        ongoing.remove(new Marks(key.callId(), key.fromTag(), key.cseq(), method), key);
    }

    private static Marks marks(SIPRequest request) {
        InviteKey key = InviteKey.of(request);
        return new Marks(key.callId(), key.fromTag(), key.cseq(), request.getMethod());
    }
}

package org.sipcast.sip.stack;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** The INVITEs that somebody may still retransmit or cancel. */
final class KnownInvites {

    private final Map<InviteKey, IncomingInvite> known = new ConcurrentHashMap<>();
    private final SipSettings settings;
    private final Workers workers;
    private final OngoingRequests ongoing;

    KnownInvites(SipSettings settings, Workers workers, OngoingRequests ongoing) {
        this.settings = settings;
        this.workers = workers;
        this.ongoing = ongoing;
    }

    int size() {
        return known.size();
    }

    @Nullable
    IncomingInvite find(InviteKey key) {
        return known.get(key);
    }

    /** Adds it; false if it is a retransmission. */
    boolean add(InviteKey key, IncomingInvite invite) {
        return known.putIfAbsent(key, invite) == null;
    }

    void forget(InviteKey key) {
        known.remove(key);
        ongoing.end(key, Request.INVITE);
    }

    /** Forgets it when nobody retransmits it any more. */
    void forgetLater(InviteKey key) {
        var unused = workers.after(settings.transactionTimeout(), () -> forget(key));
    }
}

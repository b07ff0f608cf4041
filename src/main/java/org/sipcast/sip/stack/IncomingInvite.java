package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.UUID;
import java.util.concurrent.Future;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One INVITE that asks for a call or for its change, from its arrival until nobody can retransmit it any more. It gets exactly one final
 * answer: the application's, or the one that a CANCEL or our own patience calls for.
 */
final class IncomingInvite {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingInvite.class);

    private final UUID id;
    private final EventQueue events;
    private final @Nullable LiveDialog changed;
    private @Nullable SIPRequest request;
    private @Nullable ServerTransaction transaction;
    private @Nullable Future<?> patience;
    private @Nullable LiveDialog dialog;
    private boolean answered;
    private boolean delivered;

    /** One that asks for a new call. */
    IncomingInvite(SIPRequest request) {
        this(request, TimeOrderedId.next(), new EventQueue(), null);
    }

    /** One that asks for a change of a call. */
    IncomingInvite(SIPRequest request, LiveDialog changed) {
        this(request, changed.dialog().id(), changed.events(), changed);
    }

    private IncomingInvite(SIPRequest request, UUID id, EventQueue events, @Nullable LiveDialog changed) {
        this.request = request;
        this.id = id;
        this.events = events;
        this.changed = changed;
    }

    /** The call that it wants changed; null if it asks for a new one. */
    @Nullable
    LiveDialog changed() {
        return changed;
    }

    UUID id() {
        return id;
    }

    EventQueue events() {
        return events;
    }

    synchronized void begin(ServerTransaction begun, Future<?> timer) {
        transaction = begun;
        patience = timer;
    }

    /** The request, for the application; null if it has been answered before the application's turn came. */
    synchronized @Nullable SIPRequest deliver() {
        delivered = !answered;
        return request;
    }

    synchronized @Nullable SIPRequest request() {
        return request;
    }

    /** Whether the application has heard of the call, and so should hear of its end. */
    synchronized boolean wasDelivered() {
        return delivered;
    }

    /** The transaction for whoever asks first and then owes the answer; null for all others. */
    synchronized @Nullable ServerTransaction claim() {
        if (answered) {
            return null;
        }
        answered = true;
        if (patience != null) {
            patience.cancel(false);
        }
        ServerTransaction claimed = transaction;
        // what stays is here to recognise retransmissions, and may be much under load
        request = null;
        transaction = null;
        patience = null;
        return claimed;
    }

    synchronized void accepted(LiveDialog opened) {
        dialog = opened;
    }

    /** The dialog whose 2xx answers retransmissions of this INVITE; null if it was not accepted. */
    synchronized @Nullable LiveDialog dialog() {
        return dialog;
    }

    static void send(ServerTransaction transaction, Response response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | javax.sip.InvalidArgumentException e) {
            LOG.debug("Not sent: {} {}", response.getStatusCode(), response.getReasonPhrase(), e);
        }
    }
}

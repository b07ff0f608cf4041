package org.sipcast.sip.stack;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the application sees of a request.
 *
 * @param method the one on the wire
 * @param event what it is about: the method, but UPDATE for all that changes a call, which is a re-INVITE, an UPDATE, or
 *     the ACK that answers an offer of ours
 * @param dialogId our id of the call; null outside any call
 * @param callId the Call-ID, which the caller chose
 * @param user the user part of the Request-URI without escapes; empty if it has none
 * @param from the From URI
 * @param fromDisplayName the name beside it, if there is one
 * @param to the To URI
 * @param remote where the packet came from; null if the stack itself ended the call
 * @param body the body as text, null if there is none
 * @param identity the caller's by the word of the peer, if it says so
 * @param headers all header fields
 * @param reason the value of the Reason header field (RFC 3326) or, where the stack itself ended the call, its words
 * @param came when it did, by {@link System#nanoTime}
 */
public record SipRequest(
        SipMethod method,
        SipMethod event,
        @Nullable UUID dialogId,
        String callId,
        String user,
        String requestUri,
        String from,
        @Nullable String fromDisplayName,
        @Nullable SipIdentity identity,
        String to,
        @Nullable InetSocketAddress remote,
        String transport,
        @Nullable String contentType,
        @Nullable String body,
        @Nullable String reason,
        HeaderFields headers,
        long came) {

    /** How long ago it came. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - came);
    }

    /** Whether the stack itself ended the call, rather than the peer. */
    public boolean isLocal() {
        return remote == null;
    }

    /** The event that stands for the BYE which the stack sends when it gives a call up. */
    static SipRequest givenUp(Dialog dialog, String reason) {
        return new SipRequest(
                SipMethod.BYE,
                SipMethod.BYE,
                dialog.id(),
                dialog.callId(),
                "",
                dialog.localUri(),
                dialog.remoteUri(),
                null,
                null,
                dialog.localUri(),
                null,
                dialog.transport(),
                null,
                null,
                reason,
                HeaderFields.NONE,
                System.nanoTime());
    }
}

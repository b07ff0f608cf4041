package org.sipcast.sip.stack;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a dialog (RFC 3261 section 12), all that is needed to go on with a call, here or on another machine.
 *
 * @param id our name of the call; the local tag is made of it, so that the dialog is found by the tag
 * @param callId the peer's choice, so a field and never a key
 * @param remoteTag empty if the peer sent none (RFC 3261 section 12.1.1)
 * @param localUri what our requests say in From
 * @param remoteUri what our requests say in To
 * @param remoteTarget where our requests go, if the route set is empty
 * @param routeSet the Record-Route values in the order in which our requests list them in Route
 * @param localCSeq the number of our last request; 0 before the first
 * @param remoteCSeq the number of the peer's last request
 * @param transport the one that the INVITE came with
 */
public record Dialog(
        UUID id,
        String callId,
        String remoteTag,
        String localUri,
        String remoteUri,
        String remoteTarget,
        List<String> routeSet,
        long localCSeq,
        long remoteCSeq,
        String transport)
        implements Serializable {

    private static final Pattern TAG = Pattern.compile("(\\p{XDigit}{16})(\\p{XDigit}{16})");
    private static final Pattern TRANSPORT = Pattern.compile("(?i);transport=([a-z-]+)");

    public Dialog {
        routeSet = List.copyOf(routeSet);
    }

    /** The tag that stands for this id in From and To. */
    static String tagOf(UUID id) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(id.getMostSignificantBits()) + hex.toHexDigits(id.getLeastSignificantBits());
    }

    /** The id that a tag stands for, if it is one of ours. */
    static Optional<UUID> idOf(String tag) {
        Matcher matcher = TAG.matcher(tag);
        return matcher.matches()
                ? Optional.of(new UUID(
                        Long.parseUnsignedLong(matcher.group(1), 16), Long.parseUnsignedLong(matcher.group(2), 16)))
                : Optional.empty();
    }

    public String localTag() {
        return tagOf(id);
    }

    /** Whether a request with these marks belongs here (RFC 3261 section 12.2.2). */
    boolean matches(String requestCallId, String requestFromTag) {
        return callId.equals(requestCallId) && remoteTag.equals(requestFromTag);
    }

    /** The dialog after the peer's request of this number; lower ones are out of order (RFC 3261 section 12.2.2). */
    Dialog withRemoteCSeq(long number) {
        return new Dialog(
                id,
                callId,
                remoteTag,
                localUri,
                remoteUri,
                remoteTarget,
                routeSet,
                localCSeq,
                Math.max(remoteCSeq, number),
                transport);
    }

    /** The dialog after a target refresh (RFC 3261 section 12.2.2). */
    Dialog withRemoteTarget(String target) {
        return new Dialog(
                id, callId, remoteTag, localUri, remoteUri, target, routeSet, localCSeq, remoteCSeq, transport);
    }

    /** The dialog with the number of our next request (RFC 3261 section 12.2.1.1). */
    Dialog withNextLocalCSeq() {
        return new Dialog(
                id,
                callId,
                remoteTag,
                localUri,
                remoteUri,
                remoteTarget,
                routeSet,
                localCSeq + 1,
                remoteCSeq,
                transport);
    }

    /** The transport of our requests: what the next hop's URI says, otherwise the one that the call came with. */
    String nextHopTransport() {
        Matcher matcher = TRANSPORT.matcher(routeSet.isEmpty() ? remoteTarget : routeSet.get(0));
        return (matcher.find() ? matcher.group(1) : transport).toUpperCase(Locale.ROOT);
    }
}

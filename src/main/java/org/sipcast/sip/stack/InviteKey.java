package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import org.jspecify.annotations.Nullable;

/** What an INVITE, its retransmissions and its CANCEL have in common (RFC 3261 sections 9.1 and 17.2.3). */
record InviteKey(String callId, @Nullable String fromTag, long cseq, @Nullable String branch, String sentBy) {

    static InviteKey of(SIPRequest request) {
        return new InviteKey(
                request.getCallId().getCallId(),
                request.getFromTag(),
                request.getCSeq().getSeqNumber(),
                request.getTopmostVia().getBranch(),
                request.getTopmostVia().getSentBy().toString());
    }
}

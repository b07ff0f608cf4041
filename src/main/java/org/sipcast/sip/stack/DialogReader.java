package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.UUID;

/** Makes the dialog that an accepted INVITE begins (RFC 3261 section 12.1.1). */
final class DialogReader {

    private DialogReader() {}

    static Dialog read(SIPRequest invite, UUID id) {
        RecordRouteList routes = invite.getRecordRouteHeaders();
        return new Dialog(
                id,
                invite.getCallId().getCallId(),
                invite.getFromTag() == null ? "" : invite.getFromTag(),
                invite.getTo().getAddress().getURI().toString(),
                invite.getFrom().getAddress().getURI().toString(),
                invite.getContactHeader().getAddress().getURI().toString(),
                routes == null ? List.of() : Headers.addresses(routes),
                0,
                invite.getCSeq().getSeqNumber(),
                invite.getTopmostVia().getTransport());
    }
}

package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContentLengthHeader;
import javax.sip.header.ViaHeader;

/**
 * What the requests of ours within one dialog have in common, written once, and the way that they go as datagrams. A room's
 * line is one such request for each viewer.
 */
final class RequestForm {

    /** What differs from one request to the next. */
    private static final Set<String> BLANKS = Set.of(ViaHeader.NAME, CSeqHeader.NAME, ContentLengthHeader.NAME);

    private static final String CRLF = "\r\n";

    private final String remoteTarget;
    private final MessageChannel way;
    private final String uri;
    private final String via;
    private final String fields;

    /** @param request one such request, with the Route and the Via that it has when it is sent */
    RequestForm(Dialog dialog, SIPRequest request, MessageChannel way) {
        remoteTarget = dialog.remoteTarget();
        this.way = way;
        uri = request.getRequestURI().toString();
        via = request.getTopmostVia().encode().strip();
        StringBuilder lines = new StringBuilder(512);
        for (Iterator<SIPHeader> headers = request.getHeaders(); headers.hasNext(); ) {
            SIPHeader header = headers.next();
            if (!BLANKS.contains(header.getName())) {
                header.encode(lines);
            }
        }
        fields = lines.toString();
    }

    /** Whether requests of the dialog still go to where they went when this was written: a peer may move. */
    boolean isOf(Dialog dialog) {
        return remoteTarget.equals(dialog.remoteTarget());
    }

    MessageChannel way() {
        return way;
    }

    WrittenRequest fill(String branch, long cseq, DialogRequest content) {
        byte[] body = content.octets();
        StringBuilder head = new StringBuilder(fields.length() + 256);
        String method = content.method().name();
        head.append(method).append(' ').append(uri).append(" SIP/2.0").append(CRLF);
        head.append(via).append(";branch=").append(branch).append(CRLF);
        head.append("CSeq: ").append(cseq).append(' ').append(method).append(CRLF);
        head.append(fields);
        content.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append(CRLF));
        if (body.length > 0) {
            head.append("Content-Type: ").append(content.contentType()).append(CRLF);
        }
        head.append("Content-Length: ").append(body.length).append(CRLF).append(CRLF);
        byte[] top = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] octets = new byte[top.length + body.length];
        System.arraycopy(top, 0, octets, 0, top.length);
        System.arraycopy(body, 0, octets, top.length, body.length);
        return new WrittenRequest(branch, octets);
    }
}

package org.sipcast.sip;

import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stack.CapturedInvite;
import org.sipcast.sip.stack.SipMethod;

/** An INVITE kept as text, as routes would see it, and their answer as the caller would. */
public final class CapturedCall {
    private final CapturedInvite invite;
    private final PassedHeaders passed;

    /**
     * Reads it.
     *
     * @param headers the names of header fields that reach routes, as the component's option of that name
     * @throws IllegalArgumentException that says what is wrong
     */
    public CapturedCall(String text, @Nullable String headers) {
        invite = CapturedInvite.read(text);
        passed = new PassedHeaders(SipHeaderFilterStrategy.of(headers));
    }

    public void fill(Message message) {
        Requests.fill(message, invite.request(), passed);
    }

    /** The SIP response that a route has made of the message. */
    public String response(Message message) {
        return invite.response(Answers.of(message, SipMethod.INVITE));
    }
}

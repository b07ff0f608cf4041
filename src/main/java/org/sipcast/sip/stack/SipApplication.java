package org.sipcast.sip.stack;

import java.util.concurrent.CompletionStage;

/**
 * Who decides about calls. All that belongs to one call comes one at a time and in order: the next is delivered when the
 * stage of the one before has completed. Stages that fail, and exceptions, are answered with 500 without details.
 */
public interface SipApplication {

    /** Whether it takes part in this method, so that others may be told to send it. */
    boolean takes(SipMethod method);

    /**
     * An INVITE that begins a call, a change of a call, an OPTIONS, MESSAGE or INFO. The answer to a call that was
     * cancelled meanwhile is dropped. A change that is refused must leave the call as it was (RFC 3261 section 14.2).
     */
    CompletionStage<Answer> answer(SipRequest request);

    /**
     * An ACK, BYE or CANCEL, which SIP has already answered where it asks for an answer; or a change by the ACK that
     * answers our offer. A CANCEL also stands for an INVITE that was not answered in time, and a BYE for a call that the
     * stack itself had to end.
     */
    CompletionStage<?> happened(SipRequest event);
}

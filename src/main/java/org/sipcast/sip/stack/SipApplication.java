package org.sipcast.sip.stack;

import java.util.concurrent.CompletionStage;

/**
 * Who decides about calls. All that belongs to one call comes one at a time and in order: the next is delivered when the
 * stage of the one before has completed. Stages that fail, and exceptions, are answered with 500 without details.
 */
public interface SipApplication {

    /** An INVITE that begins a call, or an OPTIONS. The answer to a call that was cancelled meanwhile is dropped. */
    CompletionStage<Answer> answer(SipRequest request);

    /**
     * An ACK, BYE or CANCEL, which SIP has already answered where it asks for an answer. A CANCEL also stands for an
     * INVITE that was not answered in time, and a BYE for a call whose ACK never came.
     */
    CompletionStage<?> happened(SipRequest event);
}

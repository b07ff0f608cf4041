package org.sipcast.chat;

import java.util.concurrent.CompletionStage;

/** Brings a MESSAGE to the viewer of a call. */
@FunctionalInterface
public interface MessageSender {
    /** The status of the answer, in time that SIP limits; does not wait for it. */
    CompletionStage<Integer> send(String call, MessageBody body);
}

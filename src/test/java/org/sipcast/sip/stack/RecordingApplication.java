package org.sipcast.sip.stack;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Keeps what it is told, and answers as the test says. */
final class RecordingApplication implements SipApplication {

    static final String SDP =
            """
            v=0\r
            o=- 1 1 IN IP4 127.0.0.1\r
            s=-\r
            c=IN IP4 127.0.0.1\r
            t=0 0\r
            m=audio 20000 RTP/AVP 8\r
            """;

    final List<SipRequest> requests = new CopyOnWriteArrayList<>();
    volatile Function<SipRequest, CompletionStage<Answer>> answers =
            request -> CompletableFuture.completedFuture(Answer.withSdp(SDP));

    final Set<SipMethod> methods = EnumSet.allOf(SipMethod.class);

    @Override
    public boolean takes(SipMethod method) {
        return methods.contains(method);
    }

    @Override
    public CompletionStage<Answer> answer(SipRequest request) {
        requests.add(request);
        return answers.apply(request);
    }

    @Override
    public CompletionStage<?> happened(SipRequest event) {
        requests.add(event);
        return CompletableFuture.completedFuture(null);
    }

    List<SipMethod> methods() {
        return requests.stream().map(SipRequest::method).toList();
    }
}

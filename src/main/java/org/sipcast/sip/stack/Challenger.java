package org.sipcast.sip.stack;

import java.util.Arrays;
import java.util.Optional;

/** Who asks for credentials (RFC 3261 sections 22.2 and 22.3). */
enum Challenger {
    SERVER(401, "WWW-Authenticate", "Authorization"),
    PROXY(407, "Proxy-Authenticate", "Proxy-Authorization");

    private final int status;
    private final String question;
    private final String answer;

    Challenger(int status, String question, String answer) {
        this.status = status;
        this.question = question;
        this.answer = answer;
    }

    static Optional<Challenger> of(int status) {
        return Arrays.stream(values())
                .filter(challenger -> challenger.status == status)
                .findFirst();
    }

    String question() {
        return question;
    }

    String answer() {
        return answer;
    }
}

package org.sipcast.sip.stack;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The methods that can be sent to us at the moment: those of every call, and those that the application takes. */
final class OfferedMethods {

    private final Predicate<SipMethod> taken;

    OfferedMethods(Predicate<SipMethod> taken) {
        this.taken = taken;
    }

    boolean has(SipMethod method) {
        return SipMethod.ALWAYS.contains(method) || taken.test(method);
    }

    boolean has(String name) {
        return SipMethod.named(name).filter(this::has).isPresent();
    }

    /** What the Allow header field says (RFC 3261 section 20.5). */
    String allow() {
        return Arrays.stream(SipMethod.values())
                .filter(this::has)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }
}

package org.sipcast.call;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What one VLC ought to have, by the calls in progress.
 *
 * @param hubs those that somebody watches or is about to watch
 * @param sinks those that a call owns, if they are there
 * @param dueSinks those of them that have to be there: their calls have played for a while and are not on hold
 */
public record Expectation(String instance, Set<String> hubs, Set<String> sinks, Set<String> dueSinks) {

    static Expectation of(String instance, Collection<Call> calls, Instant settled) {
        return new Expectation(
                instance,
                calls.stream().map(call -> call.hub().name()).collect(Collectors.toUnmodifiableSet()),
                ids(calls, call -> true),
                ids(calls, call -> call.hasSinkSince(settled) && !call.media().onHold()));
    }

    private static Set<String> ids(Collection<Call> calls, Predicate<Call> which) {
        return calls.stream().filter(which).map(Call::id).collect(Collectors.toUnmodifiableSet());
    }
}

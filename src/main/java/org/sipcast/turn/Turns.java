package org.sipcast.turn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose turn it is, for each call: first come, first served. */
final class Turns {
    /** A call is in here while something is being done for it. */
    private final Map<String, Deque<Runnable>> waiting = new HashMap<>();

    /** Takes the turn if nobody has it. */
    synchronized boolean isTaken(String call) {
        return waiting.putIfAbsent(call, new ArrayDeque<>(1)) == null;
    }

    /** Takes the turn if nobody has it; else this is kept until those before it have had theirs. */
    synchronized boolean isTakenOrKept(String call, Runnable later) {
        Deque<Runnable> others = waiting.get(call);
        if (others == null) {
            waiting.put(call, new ArrayDeque<>(1));
            return true;
        }
        others.add(later);
        return false;
    }

    /** Passes the turn on. Answers what has it now; null if nobody wants it. */
    synchronized @Nullable Runnable pass(String call) {
        Deque<Runnable> others = waiting.get(call);
        Runnable next = others == null ? null : others.poll();
        if (next == null) {
            waiting.remove(call);
        }
        return next;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}

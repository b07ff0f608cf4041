package org.sipcast.sip;

import java.util.Set;

/**
 * What the answer to a request within a call says about its peer.
 *
 * <p>RFC 5057 section 5.1 lists the statuses that end a call. Those of proxies that could not pass the request on come with
 * them: 430 where a connection is gone (RFC 5626), and 477, 478 and 500 as Kamailio says it.
 */
final class Reach {
    private static final Set<Integer> LOST =
            Set.of(404, 408, 410, 416, 430, 477, 478, 480, 481, 482, 483, 484, 485, 500, 502, 503, 504, 604);

    private Reach() {}

    /** Whether there is a peer who knows the call: one who refuses a request is there as well. */
    static boolean isShownBy(int status) {
        return !LOST.contains(status);
    }
}

/** Offer in, answer out (RFC 3264, RFC 8866): pure functions and values. */
@NullMarked
package org.sipcast.sdp;

import org.jspecify.annotations.NullMarked;

/** Offers as clients send them, and what is to be answered. */
@NullMarked
package org.sipcast.sdp;

import org.jspecify.annotations.NullMarked;

/** Kills Sipcast and VLC under running calls, and compares the journal with what the viewers saw. */
@NullMarked
package org.sipcast.e2e.kill;

import org.jspecify.annotations.NullMarked;

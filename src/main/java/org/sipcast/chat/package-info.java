/** Rooms: who receives which line, in which form. It knows calls, and nothing of SIP, Camel or a bus. */
@NullMarked
package org.sipcast.chat;

import org.jspecify.annotations.NullMarked;

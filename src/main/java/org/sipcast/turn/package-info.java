/** What is done for a call is done in turn: {@code turn:ROUTE} in routes. */
@NullMarked
package org.sipcast.turn;

import org.jspecify.annotations.NullMarked;

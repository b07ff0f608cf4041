/** Tries edited routes apart from the server, and brings good ones into it without losing a call. */
@NullMarked
package org.sipcast.editing;

import org.jspecify.annotations.NullMarked;

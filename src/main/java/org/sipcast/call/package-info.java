/** The calls in progress: their state, and who may still come in; pure. */
@NullMarked
package org.sipcast.call;

import org.jspecify.annotations.NullMarked;

/** Starts Camel with what the routes refer to. */
@NullMarked
package org.sipcast;

import org.jspecify.annotations.NullMarked;

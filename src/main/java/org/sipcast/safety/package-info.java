/** Precautions that more than one part of the application takes. */
@NullMarked
package org.sipcast.safety;

import org.jspecify.annotations.NullMarked;

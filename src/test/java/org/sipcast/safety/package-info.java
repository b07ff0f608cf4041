/** What keeps hostile words and secrets where they do no harm. */
@NullMarked
package org.sipcast.safety;

import org.jspecify.annotations.NullMarked;

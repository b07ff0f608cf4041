/** What a viewer can want of what he watches, and the words for it; pure. */
@NullMarked
package org.sipcast.steering;

import org.jspecify.annotations.NullMarked;

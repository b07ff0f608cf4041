/** What was on the wire, as tools that are not ours see it. */
@NullMarked
package org.sipcast.e2e.wire;

import org.jspecify.annotations.NullMarked;

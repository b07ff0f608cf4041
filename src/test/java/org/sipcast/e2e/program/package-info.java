/** Programs that a test starts, and what they hold of the machine. */
@NullMarked
package org.sipcast.e2e.program;

import org.jspecify.annotations.NullMarked;

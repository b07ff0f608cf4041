/** End to end: real phones call the real application, and what they see and hear is the film. */
@NullMarked
package org.sipcast.e2e;

import org.jspecify.annotations.NullMarked;

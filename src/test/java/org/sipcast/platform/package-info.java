/** The local platform as a user starts it, and what subscribers see of it. */
@NullMarked
package org.sipcast.platform;

import org.jspecify.annotations.NullMarked;

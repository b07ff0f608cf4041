/** Call records: what the start and the end of every call say. */
@NullMarked
package org.sipcast.billing;

import org.jspecify.annotations.NullMarked;

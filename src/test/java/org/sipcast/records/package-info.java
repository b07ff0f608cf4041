/** Records by HTTP, from real servers and databases. */
@NullMarked
package org.sipcast.records;

import org.jspecify.annotations.NullMarked;

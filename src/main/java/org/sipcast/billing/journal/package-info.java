/** The journal: records in a database, in an order without gaps and chained by their hashes. */
@NullMarked
package org.sipcast.billing.journal;

import org.jspecify.annotations.NullMarked;

/** Tests of the journal, on the databases that it may be kept in. */
@NullMarked
package org.sipcast.billing.journal;

import org.jspecify.annotations.NullMarked;

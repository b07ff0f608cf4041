/** Billing: what the journal is told of each call, what is to be paid, and what becomes of calls after the application was killed. */
@NullMarked
package org.sipcast.billing;

import org.jspecify.annotations.NullMarked;

/** What becomes of calls and their records when the journal's disk, file, database or clock fails. */
@NullMarked
package org.sipcast.e2e.records;

import org.jspecify.annotations.NullMarked;

/**
 * The journal's records by HTTP: for programs as they were written and as they come, for people as the figures of a day. Reads the journal's
 * table only, writes nothing.
 */
@NullMarked
package org.sipcast.records;

import org.jspecify.annotations.NullMarked;

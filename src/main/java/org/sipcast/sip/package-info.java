/** The {@code sip:} component: maps what the SIP stack reports to exchanges, and exchanges to SIP messages. */
@NullMarked
package org.sipcast.sip;

import org.jspecify.annotations.NullMarked;

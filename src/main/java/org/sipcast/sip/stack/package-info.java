/** SIP by JAIN-SIP: transactions, dialogs of our own, transports; no Camel in it. */
@NullMarked
package org.sipcast.sip.stack;

import org.jspecify.annotations.NullMarked;

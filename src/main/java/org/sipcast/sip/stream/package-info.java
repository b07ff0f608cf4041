/** TCP and TLS under JAIN-SIP: connections, the messages in them, and who may open one. */
@NullMarked
package org.sipcast.sip.stream;

import org.jspecify.annotations.NullMarked;

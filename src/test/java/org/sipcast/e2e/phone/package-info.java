/** Phones: baresip, which decodes, and a plain one that sees every SIP message. */
@NullMarked
package org.sipcast.e2e.phone;

import org.jspecify.annotations.NullMarked;

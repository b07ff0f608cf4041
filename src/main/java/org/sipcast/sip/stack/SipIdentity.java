package org.sipcast.sip.stack;

import org.jspecify.annotations.Nullable;

/** Who the caller is by the word of a peer that we trust: P-Asserted-Identity (RFC 3325 section 9.1). */
public record SipIdentity(String uri, @Nullable String displayName) {}

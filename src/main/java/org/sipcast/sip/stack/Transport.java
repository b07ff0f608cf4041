package org.sipcast.sip.stack;

/** A transport that the stack can listen on. */
public enum Transport {
    UDP,
    TCP,
    TLS
}

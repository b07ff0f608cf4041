package org.sipcast.sdp;

/** What an m-line is about (RFC 8866 section 5.14), as far as a channel can send it. */
public enum Medium {
    VIDEO,
    AUDIO
}

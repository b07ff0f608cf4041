package org.sipcast.sdp;

/** One {@code type=value} line of a session description (RFC 8866 section 5), with its number for messages. */
record SdpLine(int number, char type, String value) {

    MalformedSdpException malformed(String what) {
        return malformed(number, what);
    }

    static MalformedSdpException malformed(int number, String what) {
        return new MalformedSdpException("SDP line " + number + ": " + what);
    }
}

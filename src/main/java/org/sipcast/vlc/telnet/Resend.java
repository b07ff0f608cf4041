package org.sipcast.vlc.telnet;

import java.util.HexFormat;

/** What becomes of packets that a viewer misses and asks for. */
public sealed interface Resend {
    Resend NOTHING = new Nothing();
    Resend AS_THEY_WERE = new AsTheyWere();

    String words();

    /** They are lost. */
    record Nothing() implements Resend {
        @Override
        public String words() {
            return "";
        }
    }

    /** They are sent once more. */
    record AsTheyWere() implements Resend {
        @Override
        public String words() {
            return ",nack=yes";
        }
    }

    /**
     * They are sent in a stream of their own (RFC 4588).
     *
     * @param ssrc as 32 bits
     */
    record InAStreamOfTheirOwn(int payloadType, int ssrc) implements Resend {
        @Override
        public String words() {
            return ",rtx=" + CommandWords.payloadType(payloadType) + ':'
                    + HexFormat.of().toHexDigits(ssrc);
        }
    }
}

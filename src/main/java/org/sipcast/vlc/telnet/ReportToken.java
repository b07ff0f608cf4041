package org.sipcast.vlc.telnet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A secret by which the reports of our own hubs are known; nothing shows it. */
public final class ReportToken {
    private static final int OCTETS = 16;

    private final String word;

    private ReportToken(String word) {
        this.word = word;
    }

    /** One that nobody guesses. */
    public static ReportToken random() {
        byte[] octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        return new ReportToken(HexFormat.of().formatHex(octets));
    }

    /** What stands in a command; not for anybody else. */
    String word() {
        return word;
    }

    /** Takes the same time wherever the first difference is. */
    boolean is(String claimed) {
        return MessageDigest.isEqual(word.getBytes(StandardCharsets.UTF_8), claimed.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}

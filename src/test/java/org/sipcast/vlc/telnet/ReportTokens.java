package org.sipcast.vlc.telnet;

/** Lets tests write what only a hub can write. */
public final class ReportTokens {
    private ReportTokens() {}

    public static String word(ReportToken token) {
        return token.word();
    }
}

package org.sipcast.vlc.telnet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts what VLC sends into lines and replies, all of bounded size. */
final class ReplyReader {
    static final int LONGEST_LINE = 4096;
    /** Room for the two lines of each of forty thousand sinks; VLC sends no more at once. */
    static final int LARGEST_REPLY = 16 << 20;

    private final InputStream input;

    ReplyReader(InputStream input) {
        this.input = new BufferedInputStream(input);
    }

    /** The data lines of one reply, and as the last its line with {@code OK} or {@code ERR}. */
    List<String> lines() throws IOException, MalformedReplyException {
        List<String> lines = new ArrayList<>();
        int size = 0;
        while (true) {
            String line = line();
            size += line.length();
            if (size > LARGEST_REPLY) {
                throw new MalformedReplyException("a reply is longer than " + LARGEST_REPLY + " octets");
            }
            lines.add(line);
            if (startsWithWord(line, "OK") || startsWithWord(line, "ERR")) {
                return lines;
            }
        }
    }

    String line() throws IOException, MalformedReplyException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = input.read();
            if (octet < 0) {
                throw new EOFException();
            }
            if (octet == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (octet < ' ' && octet != '\r') {
                throw new MalformedReplyException("a line contains a control character");
            }
            if (line.size() == LONGEST_LINE) {
                throw new MalformedReplyException("a line is longer than " + LONGEST_LINE + " octets");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
    }

    static boolean startsWithWord(String line, String word) {
        return line.equals(word) || line.startsWith(word + " ");
    }
}

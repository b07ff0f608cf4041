package org.sipcast.e2e.phone;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A SIP message as it was on the wire. */
public record SipText(String text) {
    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 (\\d{3}) .*");

    static SipText of(byte[] octets, int length) {
        return new SipText(new String(octets, 0, length, StandardCharsets.UTF_8));
    }

    public String startLine() {
        return text.substring(0, text.indexOf("\r\n"));
    }

    /** The status code, or 0 for a request. */
    public int status() {
        var matcher = STATUS.matcher(startLine());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The method of a request, or of the request that a response answers. */
    public String method() {
        return status() == 0 ? startLine().split(" ", 2)[0] : required("CSeq").split(" ", 2)[1];
    }

    /** A header's first value. */
    public @Nullable String header(String name) {
        var prefix = name.toLowerCase(Locale.ROOT) + ":";
        return text.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse(null);
    }

    String required(String name) {
        var value = header(name);
        if (value == null) {
            throw new IllegalStateException("no " + name + " in: " + text);
        }
        return value;
    }

    /** All lines of these headers, in order, as a response has to repeat them. */
    String repeated(String... names) {
        var lines = new StringBuilder();
        for (var name : names) {
            text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .forEach(line -> lines.append(line).append("\r\n"));
        }
        return lines.toString();
    }

    public String body() {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? "" : text.substring(end + 4);
    }

    /** The port of a medium in the SDP body. */
    public int mediaPort(String medium) {
        return Integer.parseInt(mediaLine(medium).get(1));
    }

    /** The payload type that a medium in the SDP body names first. */
    public String firstFormat(String medium) {
        return mediaLine(medium).get(3);
    }

    private List<String> mediaLine(String medium) {
        return body().lines()
                .filter(line -> line.startsWith("m=" + medium + " "))
                .map(line -> List.of(line.split(" ", -1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + medium + " in: " + body()));
    }
}

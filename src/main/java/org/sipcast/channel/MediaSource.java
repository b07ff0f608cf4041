package org.sipcast.channel;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what an operator writes as source into an absolute MRL that can stand in a command to VLC: blanks, quotes, backslashes,
 * control characters and whatever is not ASCII are percent-encoded or refused.
 *
 * <p>Whether the source exists is not asked: it may come later, and each call checks it anyway.
 */
final class MediaSource {
    private static final List<String> SCHEMES = List.of("file", "http", "https", "udp", "rtp");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    private static final int MAX_LENGTH = 1000;
    private static final String UNRESERVED = "-._~";
    private static final String IN_URL = UNRESERVED + ":/?#[]@!$&()*+,;=";

    private MediaSource() {}

    static String toMrl(String source, Path mediaFolder) throws UnusableSourceException {
        if (source.isBlank() || source.length() > MAX_LENGTH) {
            throw new UnusableSourceException(
                    source.isBlank() ? "is blank" : "is longer than " + MAX_LENGTH + " characters",
                    "write a file's path or the address of a stream");
        }
        if (source.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableSourceException("holds a control character", "remove it");
        }
        Matcher matcher = SCHEME.matcher(source.strip());
        return matcher.matches()
                ? ofUrl(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2))
                : ofPath(source.strip(), mediaFolder);
    }

    private static String ofUrl(String scheme, String rest) throws UnusableSourceException {
        if (!SCHEMES.contains(scheme)) {
            throw new UnusableSourceException(
                    scheme + ":// can't be read", "use a path, or one of " + String.join("://, ", SCHEMES) + "://");
        }
        if (scheme.equals("file") && !rest.startsWith("/")) {
            throw new UnusableSourceException("file:// is not followed by an absolute path", "write file:///path");
        }
        if (rest.isEmpty()) {
            throw new UnusableSourceException("nothing follows " + scheme + "://", "write the whole address");
        }
        return scheme + "://" + encode(rest, scheme.equals("file") ? UNRESERVED + '/' : IN_URL, true);
    }

    private static String ofPath(String source, Path mediaFolder) throws UnusableSourceException {
        if (source.startsWith("~")) {
            throw new UnusableSourceException("~ is not replaced by a home folder", "write the absolute path");
        }
        Path folder = mediaFolder.toAbsolutePath().normalize();
        Path path;
        try {
            path = folder.resolve(source).normalize();
        } catch (InvalidPathException e) {
            throw new UnusableSourceException("is no path: " + e.getReason(), "write a file's path");
        }
        boolean relative = !Path.of(source).isAbsolute();
        if (relative && (!path.startsWith(folder) || path.equals(folder))) {
            throw new UnusableSourceException(
                    "leads out of the media folder " + folder, "write a file in it, or an absolute path");
        }
        return "file://" + encode(path.toString(), UNRESERVED + '/', false);
    }

    private static String encode(String text, String allowed, boolean mayBeEncoded) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < octets.length; i++) {
            char c = (char) (octets[i] & 0xFF);
            boolean plain = (c < 128 && Character.isLetterOrDigit(c))
                    || allowed.indexOf(c) >= 0
                    || (mayBeEncoded && c == '%' && isHex(octets, i + 1) && isHex(octets, i + 2));
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }

    private static boolean isHex(byte[] octets, int index) {
        return index < octets.length && Character.digit((char) octets[index], 16) >= 0;
    }
}

package org.sipcast.billing.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A whole file: header, lines, trailer. The same records always make the same octets. */
final class FileContent {
    private FileContent() {}

    static byte[] of(FileFormat format, String node, long first, long last, List<Map<String, Object>> records)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (Map<String, Object> record : records) {
            String line = format.line(record);
            if (line != null) {
                lines.append(line);
                count++;
            }
        }
        lines.insert(0, format.header(node, count, first, last));
        byte[] before = lines.toString().getBytes(UTF_8);
        lines.append(format.trailer(count, digest("SHA-256", before), digest("MD5", before)));
        return lines.toString().getBytes(UTF_8);
    }

    private static String digest(String algorithm, byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}

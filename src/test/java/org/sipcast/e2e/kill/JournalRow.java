package org.sipcast.e2e.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A row of the journal, read from its SQLite file beside the application, and by none of its code. */
public record JournalRow(long seq, String id, String event, JsonNode json, String hash) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All rows of one node in their order. */
    public static List<JournalRow> readAll(Path file) {
        return readAll("jdbc:sqlite:" + file);
    }

    /** The same from a database of any kind. */
    public static List<JournalRow> readAll(String url) {
        List<JournalRow> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection(url);
                var query = connection.createStatement();
                var found = query.executeQuery("SELECT seq, id, event, json, hash FROM record ORDER BY seq")) {
            while (found.next()) {
                String json = found.getString(4);
                if (!sha256(json).equals(found.getString(5))) {
                    throw new IllegalStateException("the hash of record " + found.getLong(1) + " is wrong");
                }
                rows.add(new JournalRow(
                        found.getLong(1),
                        found.getString(2),
                        found.getString(3),
                        JSON.readTree(json),
                        found.getString(5)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** What the event says. */
    public JsonNode data() {
        return json.path("data");
    }

    /** The caller's Call-ID. */
    public String callId() {
        return data().path("sipCallId").asText();
    }

    /** What is wrong with the rows of one node as a chain that begins with its first record. */
    public static List<String> problems(List<JournalRow> rows) {
        List<String> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        String previous = "0".repeat(64);
        long expected = 1;
        for (JournalRow row : rows) {
            if (row.seq() != expected) {
                problems.add("record " + row.seq() + " comes where " + expected + " should");
            }
            if (!row.json().path("previoushash").asText().equals(previous)) {
                problems.add("record " + row.seq() + " does not name the hash of the one before");
            }
            if (!row.json().path("id").asText().equals(row.id()) || !ids.add(row.id())) {
                problems.add("record " + row.seq() + " has an id that is not its own: " + row.id());
            }
            previous = row.hash();
            expected = row.seq() + 1;
        }
        return problems;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.sipcast.records;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.Postgresql;
import org.sipcast.billing.journal.RecordsDatabase;
import org.sipcast.page.PageServer;
import org.sipcast.page.PageSettings;

/** The page's server with the shipped route for records, on any free port, and a journal to write into. */
public final class RecordsServer implements AutoCloseable {
    public static final String NODE = "node-1";
    public static final String TOKEN = "correct-horse-battery-staple";
    static final int READERS = 4;
    private static final Duration INTERIM = Duration.ofMinutes(5);
    static final StreamLimits LIMITS =
            new StreamLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), 64 * 1024);

    private final HikariDataSource records;
    private final Journal journal;
    private final PageServer page;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final HttpClient http = HttpClient.newHttpClient();

    private RecordsServer(HikariDataSource records, Clock clock, String token) {
        this.records = records;
        this.journal = new Journal(records, NODE, clock);
        var settings = new RecordsSettings(NODE, AccessToken.find(token, ""), READERS, INTERIM);
        this.page = new PageServer(
                new PageSettings("127.0.0.1", 0, "", "", URI.create("ws://127.0.0.1:9"), 1),
                new RecordsByHttp(settings, () -> records, clock, LIMITS));
        try {
            camel.getRegistry().bind("pageServer", page);
            camel.getRegistry().bind("records", records);
            camel.getRegistry().bind("recordPages", new RecordPages(NODE));
            camel.addService(page, true, true);
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/records-http.camel.yaml"));
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static RecordsServer sqlite(Path folder, Clock clock) {
        return sqlite(folder, clock, TOKEN);
    }

    static RecordsServer sqlite(Path folder, Clock clock, String token) {
        var url = "jdbc:sqlite:" + folder.resolve("records.db");
        return new RecordsServer(RecordsDatabase.open(url, "", "", 8), clock, token);
    }

    static RecordsServer postgresql(Clock clock) {
        return new RecordsServer(Postgresql.open(), clock, TOKEN);
    }

    /** Returns when it is durable. */
    public void append(Event event) {
        journal.append(List.of(event));
    }

    HikariDataSource records() {
        return records;
    }

    public String url(String path) {
        return page.url("127.0.0.1") + path;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(60));
    }

    /** With the token. */
    HttpResponse<String> get(String path, String... headers) {
        var request = request(path).header("Authorization", "Bearer " + TOKEN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<InputStream> follow(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url(path))).header("Authorization", "Bearer " + TOKEN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Optional<String> json(String sql) throws SQLException {
        try (var connection = records.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    /** From now on the journal can't be read. */
    public void hideRecords() throws SQLException {
        execute("alter table record rename to hidden");
    }

    public void showRecords() throws SQLException {
        execute("alter table hidden rename to record");
    }

    /** Writes a start, an interim event and an end for each call, past the journal, which would sync each of them. */
    void fill(Instant day, int calls) throws SQLException {
        try (Connection connection = records.getConnection()) {
            connection.setAutoCommit(false);
            try (var insert =
                    connection.prepareStatement("insert into record values (?, ?, ?, ?, ?, 'livetv', ?, ?, '')")) {
                for (int seq = 1; seq <= 3 * calls; seq++) {
                    var now = day.plusMillis(seq * 500L);
                    String call = "call-" + (seq - 1) / 3;
                    var event =
                            switch (seq % 3) {
                                case 1 -> TestEvents.started(call, "livetv", "sip:viewer@example.org", now);
                                case 2 -> TestEvents.interim(call, "livetv", "sip:viewer@example.org", now, 1, 30_000);
                                default ->
                                    TestEvents.stopped(
                                            call,
                                            "livetv",
                                            "sip:viewer@example.org",
                                            now.minusSeconds(60),
                                            now,
                                            60_000);
                            };
                    insert.setString(1, NODE);
                    insert.setLong(2, seq);
                    insert.setString(3, event.id());
                    insert.setString(4, event.type().word());
                    insert.setString(5, call);
                    insert.setString(6, now.toString().replace(":00Z", ":00.000Z"));
                    insert.setString(7, "{\"data\":" + event.data() + "}");
                    insert.addBatch();
                    if (seq % 1000 == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    /** As retention does it. */
    void deleteRecords() throws SQLException {
        execute("INSERT INTO anchor SELECT node, seq, hash FROM record ORDER BY seq DESC LIMIT 1");
        execute("DELETE FROM record");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = records.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void stopServing() {
        camel.stop();
    }

    @Override
    public void close() {
        camel.stop();
        try {
            journal.close();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        records.close();
    }
}

package org.sipcast.billing.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The database that records are kept in: SQLite or PostgreSQL, by its URL, with its tables made or brought up to date. */
public final class RecordsDatabase {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private RecordsDatabase() {}

    /**
     * Opens it.
     *
     * @param url as JDBC has it, {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}
     * @param connections as many, however many are in use: a pool that grows is late when it is needed
     * @throws IllegalArgumentException for other databases
     */
    public static HikariDataSource open(String url, String user, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("records");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        if (url.startsWith(SQLITE)) {
            configureSqlite(config, file(url));
        } else if (url.startsWith(POSTGRESQL)) {
            configurePostgresql(config, user, password);
        } else {
            throw new IllegalArgumentException("sipcast.records.url must begin with " + SQLITE + " or " + POSTGRESQL
                    + ", as those are the databases with tables for records");
        }
        HikariDataSource records = new HikariDataSource(config);
        try {
            if (url.startsWith(POSTGRESQL)) {
                requireUnicode(records);
            }
            Flyway.configure()
                    .dataSource(records)
                    .locations("classpath:db/" + (url.startsWith(SQLITE) ? "sqlite" : "postgresql"))
                    .load()
                    .migrate();
            return records;
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    /** What callers say of themselves may have any character. */
    private static void requireUnicode(HikariDataSource records) {
        try (Connection connection = records.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            String encoding = row.next() ? row.getString(1) : "";
            if (!encoding.equals("UTF8")) {
                throw new IllegalArgumentException("records can't be kept in a database whose encoding is " + encoding
                        + ": make one with ENCODING 'UTF8' TEMPLATE template0");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the records' database can't be asked for its encoding: " + e.getMessage(), e);
        }
    }

    /** Whether it has been made before, if it is a file. */
    public static boolean isThere(String url) {
        Path file = fileOf(url);
        return file == null || Files.exists(file);
    }

    /** The file of a SQLite database, or null if it is no such. */
    static @Nullable Path fileOf(String url) {
        return url.startsWith(SQLITE) ? file(url) : null;
    }

    private static Path file(String url) {
        String name = url.substring(SQLITE.length()).replaceFirst("\\?.*", "");
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:")) {
            throw new IllegalArgumentException(
                    "sipcast.records.url must name a file after " + SQLITE + ": '" + url + "'");
        }
        return Path.of(name).toAbsolutePath();
    }

    private static void configureSqlite(HikariConfig config, Path file) {
        try {
            make(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the records can't be kept in " + file + ": " + e.getMessage(), e);
        }
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("busy_timeout", "1000");
        // or a transaction that has read finds out too late that another has written
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    }

    /** SQLite gives its other files the same permissions, and forces their names to disk, but not this one's. */
    private static void make(Path file) throws IOException {
        List<Path> changed = new ArrayList<>();
        Path above = file.getParent();
        while (above != null) {
            changed.add(above);
            above = Files.exists(above) ? null : above.getParent();
        }
        Files.createDirectories(changed.get(0));
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, ownerOnly);
        }
        for (Path folder : changed) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void configurePostgresql(HikariConfig config, String user, String password) {
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword(password);
        }
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "sipcast");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // whatever the server's default is; and it has to notice soon when a machine that held a lock is gone
        config.setConnectionInitSql("SET synchronous_commit TO on; SET tcp_keepalives_idle TO 10;"
                + " SET tcp_keepalives_interval TO 5; SET tcp_keepalives_count TO 3");
    }
}

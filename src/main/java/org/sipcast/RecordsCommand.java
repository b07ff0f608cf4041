package org.sipcast;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.sipcast.billing.Correction;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.JournalCheck;
import org.sipcast.billing.journal.JournalRecord;
import org.sipcast.billing.journal.NodeName;
import org.sipcast.billing.journal.RecordsDatabase;

/** What {@code bin/sipcast} does with records, beside a server that may run: checks, prints or corrects them. */
public final class RecordsCommand {
    private static final int PAGE = 1000;
    private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    private final Journal journal;

    private RecordsCommand(Journal journal) {
        this.journal = journal;
    }

    /** {@code COMMAND [WORD …] [--name=value …]}; ends with status 1 where something is wrong, and 2 where it was asked wrongly. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments).stream()
                .filter(each -> !each.startsWith("--"))
                .toList();
        Map<String, String> options = new LinkedHashMap<>(Settings.fromArguments(List.of(arguments).stream()
                .filter(each -> each.startsWith("--"))
                .toArray(String[]::new)));
        int status;
        try {
            // for the settings' sake; it is never started
            status = run(new DefaultCamelContext(), words, options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            status = 2;
        } catch (SQLException | RuntimeException e) {
            System.err.println("The records can't be used: " + e.getMessage());
            status = 1;
        }
        OUT.flush();
        System.exit(status);
    }

    private static int run(CamelContext camel, List<String> words, Map<String, String> options) throws Exception {
        String reason = options.getOrDefault("reason", "");
        String after = options.getOrDefault("after", "0");
        options.keySet().removeAll(List.of("reason", "after"));
        var properties = camel.getPropertiesComponent();
        properties.setLocation("file:conf/application.properties");
        var overrides = new Properties();
        overrides.putAll(options);
        properties.setOverrideProperties(overrides);
        String url = camel.resolvePropertyPlaceholders("{{sipcast.records.url}}");
        if (!RecordsDatabase.isThere(url)) {
            throw new IllegalArgumentException("There are no records in " + url);
        }
        try (HikariDataSource records = RecordsDatabase.open(
                        url,
                        camel.resolvePropertyPlaceholders("{{sipcast.records.user}}"),
                        camel.resolvePropertyPlaceholders("{{sipcast.records.password}}"),
                        2);
                Journal journal = new Journal(
                        records,
                        NodeName.of(camel.resolvePropertyPlaceholders("{{sipcast.node}}")),
                        Clock.systemUTC())) {
            RecordsCommand command = new RecordsCommand(journal);
            return switch (words.isEmpty() ? "" : words.get(0)) {
                case "verify-records" -> command.verify();
                case "print-records" -> command.print(Long.parseLong(after));
                case "correct-record" -> command.correct(words, reason);
                default -> throw new IllegalArgumentException("verify-records, print-records or correct-record?");
            };
        }
    }

    private int verify() throws Exception {
        JournalCheck.Result result = new JournalCheck(journal).run();
        if (result.problem() != null) {
            OUT.printf("Record %d of node %s: %s%n", result.last() + 1, journal.node(), result.problem());
            return 1;
        }
        OUT.printf(
                "Records %d to %d of node %s are as they were written; %d calls have not ended%n",
                result.first() + 1, result.last(), journal.node(), result.open());
        return 0;
    }

    private int print(long after) throws Exception {
        long at = after;
        for (List<JournalRecord> page = journal.after(at, PAGE); !page.isEmpty(); page = journal.after(at, PAGE)) {
            page.forEach(record -> OUT.println(record.json()));
            at = page.get(page.size() - 1).seq();
        }
        return 0;
    }

    private int correct(List<String> words, String reason) throws Exception {
        if (words.size() < 3) {
            throw new IllegalArgumentException("correct-record CALL FIELD=VALUE … --reason=TEXT");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String word : words.subList(2, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + word + "' is not of the form FIELD=VALUE");
            }
            fields.put(word.substring(0, equals), word.substring(equals + 1));
        }
        OUT.println(new Correction(journal, Clock.systemUTC())
                .append(words.get(1), fields, reason)
                .id());
        return 0;
    }
}

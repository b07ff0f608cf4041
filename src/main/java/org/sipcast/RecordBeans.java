package org.sipcast;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.NodeName;
import org.sipcast.billing.journal.RecordsDatabase;

/** The beans that keep call records: {@code records}, the database, and {@code journal}. They are closed when no route runs any more. */
public final class RecordBeans implements CamelConfiguration {

    @Override
    public void configure(CamelContext camel) throws Exception {
        String url = setting(camel, "records.url");
        HikariDataSource records = RecordsDatabase.open(
                url,
                setting(camel, "records.user"),
                setting(camel, "records.password"),
                Integer.parseInt(setting(camel, "records.connections")));
        Closing closing = new Closing(records);
        camel.addService(closing, true, true);
        Journal journal =
                Journal.locked(records, url, NodeName.of(setting(camel, "node")), Clock.systemUTC());
        closing.journal = journal;
        camel.getRegistry().bind("records", records);
        camel.getRegistry().bind("journal", journal);
    }

    private static String setting(CamelContext camel, String name) {
        return camel.resolvePropertyPlaceholders("{{sipcast." + name + "}}");
    }

    /** The journal goes before the connections that it uses. */
    private static final class Closing extends ServiceSupport {
        private final HikariDataSource records;
        private @Nullable Journal journal;

        Closing(HikariDataSource records) {
            this.records = records;
        }

        @Override
        protected void doStop() throws Exception {
            try (records) {
                if (journal != null) {
                    journal.close();
                }
            }
        }
    }
}

package org.sipcast;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.sipcast.billing.CallEvents;
import org.sipcast.billing.RecordKeeper;
import org.sipcast.billing.Recovery;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.NodeName;
import org.sipcast.billing.journal.RecordsDatabase;
import org.sipcast.billing.journal.Retention;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.SteadyClock;
import org.sipcast.channel.Channels;

/**
 * The beans that keep call records: {@code records}, the database, {@code journal}, {@code recordKeeper}, {@code callEvents},
 * {@code recordedCall}, {@code recovery} and {@code retention}. The database is closed when no route runs any more.
 */
public final class RecordBeans implements CamelConfiguration {

    @Override
    public void configure(CamelContext camel) throws Exception {
        String url = Wiring.setting(camel, "records.url");
        String node = NodeName.of(Wiring.setting(camel, "node"));
        HikariDataSource records = RecordsDatabase.open(
                url,
                Wiring.setting(camel, "records.user"),
                Wiring.setting(camel, "records.password"),
                Wiring.number(camel, "records.connections"));
        Closing closing = new Closing(records);
        camel.addService(closing, true, true);
        Journal journal = Journal.locked(records, url, node, Clock.systemUTC());
        closing.journal = journal;
        Registry registry = camel.getRegistry();
        SteadyClock clock = Wiring.bean(camel, "steadyClock", SteadyClock.class);
        RecordKeeper keeper = new RecordKeeper(journal, clock);
        closing.keeper = keeper;
        CallRegistry calls = Wiring.bean(camel, "calls", CallRegistry.class);
        registry.bind("records", records);
        registry.bind("journal", journal);
        registry.bind("retention", new Retention(records, node, Clock.systemUTC()));
        registry.bind("recordKeeper", keeper);
        Duration trust = MediaReports.trust(Duration.ofMillis(Wiring.number(camel, "viewer.silence")));
        CallEvents events = new CallEvents(calls, clock, node, "sipcast/" + version(), trust);
        registry.bind("callEvents", events);
        registry.bind("recordedCall", new RecordedCall(events));
        Channels channels = Wiring.bean(camel, "channels", Channels.class);
        registry.bind("recovery", new Recovery(journal, channels, Clock.systemUTC()));
    }

    /** As the jar says it; classes in a folder say nothing. */
    static String version() {
        return Objects.requireNonNullElse(RecordBeans.class.getPackage().getImplementationVersion(), "unreleased");
    }

    /** What was kept goes before the journal, and that before its connections. */
    private static final class Closing extends ServiceSupport {
        private final HikariDataSource records;
        private @Nullable Journal journal;
        private @Nullable RecordKeeper keeper;

        Closing(HikariDataSource records) {
            this.records = records;
        }

        @Override
        protected void doStop() throws Exception {
            try (records) {
                try {
                    if (keeper != null) {
                        keeper.close();
                    }
                } finally {
                    if (journal != null) {
                        journal.close();
                    }
                }
            }
        }
    }
}

package org.sipcast;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.sipcast.billing.journal.NodeName;
import org.sipcast.page.PagePart;
import org.sipcast.records.AccessToken;
import org.sipcast.records.RecordPages;
import org.sipcast.records.RecordsByHttp;
import org.sipcast.records.RecordsSettings;
import org.sipcast.records.RoomsDoor;

/** What reads records by HTTP, set up by the settings. */
final class RecordsReading {
    private RecordsReading() {}

    /** What stands behind the token: the records, and the rooms that operators post to. */
    static PagePart[] byHttp(CamelContext camel) {
        Optional<AccessToken> token =
                AccessToken.find(Wiring.setting(camel, "records.token"), Wiring.setting(camel, "records.token-file"));
        return new PagePart[] {records(camel, token), new RoomsDoor(token)};
    }

    private static RecordsByHttp records(CamelContext camel, Optional<AccessToken> token) {
        RecordsSettings settings = new RecordsSettings(
                node(camel),
                token,
                Wiring.number(camel, "records.readers"),
                Duration.ofMillis(Long.parseLong(Wiring.setting(camel, "records.interim"))));
        return new RecordsByHttp(
                settings,
                () -> camel.getRegistry().lookupByNameAndType("records", DataSource.class),
                Clock.systemUTC());
    }

    static RecordPages pages(CamelContext camel) {
        return new RecordPages(node(camel));
    }

    private static String node(CamelContext camel) {
        return NodeName.of(Wiring.setting(camel, "node"));
    }
}

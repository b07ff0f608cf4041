package org.sipcast;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyInject;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.NodeName;
import org.sipcast.billing.journal.RecordsDatabase;

/** The beans that keep call records. */
public final class RecordBeans implements CamelConfiguration {

    /** The database, for {@code sql:} and everybody else. */
    @BindToRegistry(destroyMethod = "close")
    public HikariDataSource records(
            @PropertyInject("sipcast.records.url") String url,
            @PropertyInject("sipcast.records.user") String user,
            @PropertyInject("sipcast.records.password") String password,
            @PropertyInject("sipcast.records.connections") int connections) {
        return RecordsDatabase.open(url, user, password, connections);
    }

    // lazy, so that the beans it takes are there
    @BindToRegistry(lazy = true, destroyMethod = "close")
    public Journal journal(
            HikariDataSource records,
            @PropertyInject("sipcast.records.url") String url,
            @PropertyInject("sipcast.node") String node)
            throws IOException, SQLException {
        return Journal.locked(records, url, NodeName.of(node), Clock.systemUTC());
    }

    @Override
    public void configure(CamelContext camel) {}
}

package org.sipcast.e2e.records;

import java.io.IOException;
import java.sql.SQLException;

/** Something that keeps the journal from being written for a while. */
interface Outage extends AutoCloseable {
    /** Where the journal is to be kept. */
    String url();

    void begin(long javaPid) throws IOException, SQLException;

    void end() throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;
}

package org.sipcast.e2e.records;

/** Something that keeps the journal from being written for a while. */
interface Outage extends AutoCloseable {
    /** Where the journal is to be kept. */
    String url();

    void begin(long javaPid) throws Exception;

    void end() throws Exception;

    @Override
    void close() throws Exception;
}

package org.sipcast.records;

import java.time.Clock;

class ReadingPostgresqlTest extends ReadingRecords {
    @Override
    RecordsServer start(Clock clock) {
        return RecordsServer.postgresql(clock);
    }
}

package org.sipcast.records;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class ReadingSqliteTest extends ReadingRecords {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    RecordsServer start(Clock clock) {
        return RecordsServer.sqlite(folder, clock);
    }
}

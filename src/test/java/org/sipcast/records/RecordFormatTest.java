package org.sipcast.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| BATCH",
                "*/* | BATCH",
                "application/json | BATCH",
                "application/cloudevents-batch+json | BATCH",
                "application/x-ndjson | LINES",
                "Application/X-NDJSON; charset=utf-8 | LINES",
                "application/ndjson | LINES",
                "application/x-ndjson, */*;q=0.1 | LINES",
                "application/x-ndjson;q=0.2, application/json;q=0.9 | BATCH",
                "application/x-ndjson;q=0 | BATCH",
                "application/x-ndjson;q=many | BATCH",
                ",,;;q=,text/html | BATCH",
            })
    void linesAreForThoseWhoAskForThem(@Nullable String accept, RecordFormat format) {
        assertThat(RecordFormat.accepted(accept)).isEqualTo(format);
    }
}

package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and words that nobody can mean are found at the start, and said in one sentence. */
class NumberSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "sipcast.chat.lines, abc, 1 to 1000000",
        "sipcast.chat.period, 0, 1 to 86400000",
        "sipcast.chat.retry-after, -1, 0 to 86400",
        "sipcast.chat.kafka.timeout, 2s, 1 to 600000",
        "sipcast.chat.kafka.waiting, 0, 1 to 1000000",
        "sipcast.steering.commands, 0, 1 to 1000000",
        "sipcast.steering.period, xyz, 1 to 86400000",
        "sipcast.steering.retry-after, '', 0 to 86400",
        "sipcast.sip.port, abc, 0 to 65535",
        "sipcast.sip.port, 99999, 0 to 65535",
        "sipcast.sip.tls-port, -1, 0 to 65535",
        "sipcast.reports.port, x, 0 to 65535",
        "sipcast.encodes, many, 0 to 2147483647",
        "sipcast.linger, 10s, 0 to 2147483647",
        "sipcast.pause.limit, -5, 0 to 2147483647",
    })
    void aNumberThatCannotBeMeantIsNamed(String key, String value, String range) {
        Throwable failure = catchThrowable(() -> new Workbench(Map.of(key, value)).close());

        assertThat(FailedStart.words(failure))
                .hasValue("%s must be a whole number from %s, not '%s'".formatted(key, range, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sipcast.sip.tls-verify | yess    | sipcast.sip.tls-verify can't be 'yess': yess is none of true, false
            sipcast.feeds.rated    | ''      | sipcast.feeds.rated can't be '': nothing is none of true, false
            sipcast.sip.transports | upd     | sipcast.sip.transports can't be 'upd': upd is none of udp, tcp, tls
            sipcast.sip.transports | udp,,tcp| sipcast.sip.transports can't be 'udp,,tcp': nothing is none of udp, tcp, tls
            sipcast.feeds.files    | csv,xml | sipcast.feeds.files can't be 'csv,xml': xml is none of csv, ndjson
            sipcast.join           | soon    | sipcast.join can't be 'soon': soon is none of gop, key, now
            sipcast.media.latch    | on      | sipcast.media.latch can't be 'on': on is none of off, address, any
            sipcast.feeds.files    | CSV     | sipcast.feeds.files can't be 'CSV': CSV is none of csv, ndjson
            sipcast.feeds.rated    | TRUE    | sipcast.feeds.rated can't be 'TRUE': TRUE is none of true, false
            sipcast.log.format     | JSON    | sipcast.log.format can't be 'JSON': JSON is none of plain, json
            """)
    void aWordThatNobodyKnowsIsNamed(String key, String value, String words) {
        Throwable failure = catchThrowable(() -> new Workbench(Map.of(key, value)).close());

        assertThat(FailedStart.words(failure)).hasValue(words);
    }

    @ParameterizedTest
    @CsvSource({
        "sipcast.sip.transports, 'udp, tcp'",
        "sipcast.feeds.files, ''",
        "sipcast.feeds.files, 'ndjson, csv'",
        "sipcast.sip.tls-client-certificates, true",
        "sipcast.sip.port, 0",
    })
    void whatCanBeMeantIsTaken(String key, String value) throws Exception {
        new Workbench(Map.of(key, value)).close();
    }
}

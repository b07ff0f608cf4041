package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
        "sipcast.sip.port, abc, 1 to 65535",
        "sipcast.sip.port, 0, 1 to 65535",
        "sipcast.sip.tls-port, -1, 1 to 65535",
        "sipcast.reports.port, 0, 1 to 65535",
        "sipcast.reports.interval, 5, 100 to 60000",
        "sipcast.lease, 0, 1 to 3600",
        "sipcast.orphan, 0, 1 to 86400",
        "sipcast.records.connections, 0, 1 to 1000",
        "sipcast.encodes, many, 0 to 2147483647",
        "sipcast.linger, 10s, 0 to 3600",
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
            sipcast.media-ports    | abc     | sipcast.media-ports must be FIRST-LAST within 1024-65535, not 'abc'
            sipcast.media-ports    | 5000-4000 | sipcast.media-ports must be FIRST-LAST within 1024-65535, not '5000-4000'
            sipcast.control-ports  | 80-4000 | sipcast.control-ports must be FIRST-LAST within 1024-65535, not '80-4000'
            sipcast.sip.port       | {{env:NO_SUCH_VARIABLE}} | sipcast.sip.port can't be resolved: Property with key [env:NO_SUCH_VARIABLE]
            sipcast.address        | 300.1.1.1 | sipcast.address: an IP address is needed, not '300.1.1.1'
            sipcast.sip.trusted-peers | 10.0.0.0/99 | sipcast.sip.trusted-peers: A trusted peer must be an IP address or a block like 10.0.0.0/8, but one is '10.0.0.0/99'
            sipcast.outbound-proxy | 10.0.0.1 | sipcast.outbound-proxy: The outbound proxy must be given as sip:HOST[:PORT][;transport=tcp], but is '10.0.0.1'
            sipcast.encoders       | /nowhere | sipcast.encoders: there is no file /nowhere
            sipcast.encoders       | conf/keys.properties | sipcast.encoders: conf/keys.properties: sipcast.encoder.vp8 is missing
            sipcast.sip.tls-certificate | /nowhere | sipcast.sip.tls-certificate is of no use without its key: set sipcast.sip.tls-key
            sipcast.sip.tls-authorities | /nowhere | sipcast.sip.tls-authorities: there is no file /nowhere
            """)
    void whatCannotBeMeantOrReadIsNamed(String key, String value, String words) {
        Throwable failure = catchThrowable(() -> new Workbench(Map.of(key, value)).close());

        assertThat(FailedStart.words(failure)).get(STRING).startsWith(words);
    }

    @ParameterizedTest
    @CsvSource({
        "sipcast.sip.transports, 'udp, tcp'",
        "sipcast.feeds.files, ''",
        "sipcast.feeds.files, 'ndjson, csv'",
        "sipcast.sip.tls-client-certificates, true",
        "sipcast.sip.port, 1",
        "sipcast.media-ports, 1024-65535",
        "sipcast.address, ::1",
        "sipcast.outbound-proxy, sip:192.0.2.5;transport=tcp",
    })
    void whatCanBeMeantIsTaken(String key, String value) throws Exception {
        new Workbench(Map.of(key, value)).close();
    }
}

package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedPeersTest {

    private final TrustedPeers peers = TrustedPeers.parse("192.0.2.7, 10.0.0.0/8,172.16.0.0/12 , 2001:db8::/33");

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "::1, true",
        "192.0.2.7, true",
        "::ffff:192.0.2.7, true",
        "192.0.2.8, false",
        "10.255.0.1, true",
        "11.0.0.0, false",
        "172.31.255.255, true",
        "172.32.0.0, false",
        "2001:db8:7fff::1, true",
        "2001:db8:8000::1, false",
        "::a00:1, false"
    })
    void judgesTheSourceAddress(String source, boolean expected) throws UnknownHostException {
        assertThat(peers.test(InetAddress.getByName(source))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "300.1.1.1", "10.0.0", "::g"})
    void refusesWhatIsNoAddressOrBlock(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedPeers.parse("192.0.2.7," + entry))
                .withMessageContaining(entry);
    }
}

package org.sipcast.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipHeaderFilterStrategyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelFileName",
                "cAMELExecCommandArgs",
                "org.apache.camel.x",
                "ORG.Apache.Camel",
                "Subject, camelX",
                "Authorization",
                "proxy-authorization",
                "breadcrumbId",
                "X Y",
                "X\r\nY",
                "X:"
            })
    void aNameThatWouldBeDangerousIsRefused(String list) {
        assertThatIllegalArgumentException().isThrownBy(() -> SipHeaderFilterStrategy.of(list));
        assertThatIllegalArgumentException().isThrownBy(() -> new SipComponent().setHeaders(list));
    }

    @Test
    void onlyWhatIsListedComesInHoweverItIsWritten() {
        var filter = SipHeaderFilterStrategy.of(" Subject,X-Tour , ");

        assertThat(filter.names()).containsExactly("Subject", "X-Tour");
        assertThat(filter.applyFilterToExternalHeaders("SUBJECT", "x", null)).isFalse();
        assertThat(filter.applyFilterToExternalHeaders("x-tour", "x", null)).isFalse();
        assertThat(filter.applyFilterToExternalHeaders("To", "x", null)).isTrue();
        assertThat(filter.applyFilterToExternalHeaders("camelsipstatus", "x", null))
                .isTrue();
        assertThat(filter.applyFilterToCamelHeaders("Subject", "x", null)).isTrue();
    }

    @Test
    void anEmptyListLetsNothingIn() {
        assertThat(SipHeaderFilterStrategy.of(null).names()).isEmpty();
        assertThat(SipHeaderFilterStrategy.of("").names()).isEmpty();
    }
}

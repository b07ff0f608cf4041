package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.HandClock;

/** When an account is due, by a clock that is moved by hand. */
class RegistrationsTest {

    private static final Account LIVE = new Account("livetv", "livetv", "example.org", new Password("secret"));
    private static final RegistrationFailure REFUSED = new RegistrationFailure("403 Forbidden", true, null);
    private static final RegistrationFailure NO_ANSWER = new RegistrationFailure("no answer", false, null);

    private final HandClock clock = new HandClock();
    private final Instant start = clock.instant();
    private final Registrations registrations = new Registrations(
            RegistrarUri.parse("sip:192.0.2.1"),
            Duration.ofSeconds(300),
            List.of(LIVE),
            clock,
            new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0));

    @Test
    void aChannelIsDueAtTheStartAndNotWhileAnAttemptIsUnderWay() {
        assertThat(registrations.due()).containsExactly("livetv");

        assertThat(registrations.beganIfDue("livetv")).isTrue();
        assertThat(registrations.beganIfDue("livetv")).isFalse();
        clock.pass(Duration.ofHours(1));

        assertThat(registrations.due()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3600,2880", "300,240", "120,85", "60,30", "10,5", "1,0.5"})
    void aRegistrationIsRefreshedSoEarlyThatAnAttemptMayFail(int granted, double refreshedAfter) {
        RegistrationState state = registrations.granted("livetv", grant(Duration.ofSeconds(granted)));

        assertThat(state.registeredUntil()).isEqualTo(start.plusSeconds(granted));
        assertThat(state.nextAttempt()).isEqualTo(start.plusMillis(Math.round(refreshedAfter * 1000)));
    }

    @Test
    void aRegistrationHoldsUntilItExpires() {
        registrations.granted("livetv", grant(Duration.ofSeconds(60)));
        assertThat(registrations.registered()).containsExactly("livetv");
        assertThat(registrations.due()).isEmpty();

        clock.pass(Duration.ofSeconds(59));
        assertThat(registrations.registered()).containsExactly("livetv");
        assertThat(registrations.due()).containsExactly("livetv");

        clock.pass(Duration.ofSeconds(1));
        assertThat(registrations.registered()).isEmpty();
    }

    @Test
    void otherAccountsAreDueAtOnceWhileTheSameGoOn() {
        registrations.granted("livetv", grant(Duration.ofSeconds(60)));
        Account news = new Account("news", "news", "example.org", new Password("secret"));

        assertThat(registrations.become(List.of(LIVE, news))).isEmpty();
        assertThat(registrations.due()).containsExactly("news");
        assertThat(registrations.registered()).containsExactly("livetv");

        assertThat(registrations.become(List.of(news))).containsExactly("livetv");
        assertThat(registrations.registered()).containsExactly("livetv");
        registrations.forget("livetv");
        assertThat(registrations.all()).containsExactly("news");
    }

    @Test
    void pausesGrowWithEachFailureUpToFiveMinutes() {
        assertThat(List.of(pause(NO_ANSWER), pause(NO_ANSWER), pause(NO_ANSWER)))
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        for (int i = 0; i < 100; i++) {
            pause(NO_ANSWER);
        }
        assertThat(pause(NO_ANSWER)).isEqualTo(Duration.ofMinutes(5));
        assertThat(registrations.state("livetv").failures()).isEqualTo(104);
    }

    @Test
    void aSuccessMakesThePausesShortAgain() {
        pause(NO_ANSWER);
        pause(NO_ANSWER);
        registrations.granted("livetv", grant(Duration.ofSeconds(60)));

        assertThat(registrations.state("livetv").lastFailure()).isNull();
        assertThat(pause(NO_ANSWER)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void pausesAreShortenedAtRandomByUpToAHalf() {
        BackOff random = new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 1);

        assertThat(random.after(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(random.slow()).isEqualTo(Duration.ofSeconds(150));
    }

    @Test
    void aRefusalIsTriedAgainSlowlyFromTheFirstTimeOn() {
        assertThat(pause(REFUSED)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatThePlatformAsksForGoesBeforeAShorterPause() {
        assertThat(pause(new RegistrationFailure("503", false, Duration.ofMinutes(9))))
                .isEqualTo(Duration.ofMinutes(9));
        assertThat(pause(new RegistrationFailure("403", true, Duration.ofSeconds(1))))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aFailedRefreshDoesNotEndWhatWasGrantedBefore() {
        registrations.granted("livetv", new RegistrationGrant(Duration.ofSeconds(60), null, List.of("<sip:p;lr>")));
        clock.pass(Duration.ofSeconds(30));
        RegistrationState failed = registrations.failed("livetv", NO_ANSWER);

        assertThat(failed.isRegistered(clock.instant())).isTrue();
        assertThat(failed.serviceRoute()).containsExactly("<sip:p;lr>");
        assertThat(failed.lastFailure()).isEqualTo("no answer");

        clock.pass(Duration.ofSeconds(31));
        RegistrationState gone = registrations.failed("livetv", NO_ANSWER);
        assertThat(gone.registeredUntil()).isNull();
        assertThat(gone.serviceRoute()).isEmpty();
    }

    @Test
    void whoHasLeftIsNeverDueAgainWhateverComesLate() {
        registrations.granted("livetv", grant(Duration.ofSeconds(60)));
        registrations.left("livetv");
        registrations.failed("livetv", NO_ANSWER);
        registrations.granted("livetv", grant(Duration.ofSeconds(60)));
        clock.pass(Duration.ofDays(1));

        assertThat(registrations.due()).isEmpty();
        assertThat(registrations.registered()).isEmpty();
    }

    @Test
    void withoutARegistrarNothingIsEverDue() {
        assertThat(Registrations.none().due()).isEmpty();
        assertThat(Registrations.none().all()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registrations.none().state("livetv"))
                .withMessageContaining("livetv has no account");
    }

    @Test
    void thePasswordIsShownByNothing() {
        assertThat(LIVE.toString()).doesNotContain("secret");
        assertThat(registrations.states().toString()).doesNotContain("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Password("se\ncret"))
                .withMessageNotContaining("cret");
    }

    private Duration pause(RegistrationFailure failure) {
        Instant next = registrations.failed("livetv", failure).nextAttempt();
        return Duration.between(clock.instant(), next == null ? Instant.MAX : next);
    }

    private static RegistrationGrant grant(Duration duration) {
        return new RegistrationGrant(duration, null, List.of());
    }
}

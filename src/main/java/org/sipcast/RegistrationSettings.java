package org.sipcast;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipcast.sip.stack.Account;
import org.sipcast.sip.stack.AccountsFile;
import org.sipcast.sip.stack.BackOff;
import org.sipcast.sip.stack.RegistrarUri;
import org.sipcast.sip.stack.Registrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of the settings which channels are registered where, and says in the log which have no account. */
final class RegistrationSettings {
    private static final Logger log = LoggerFactory.getLogger(RegistrationSettings.class);
    private static final BackOff BACK_OFF =
            new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5), new SecureRandom()::nextDouble);

    private RegistrationSettings() {}

    /**
     * No registrar, no registrations.
     *
     * @throws IllegalArgumentException if the registrar or the time is none
     */
    static Registrations registrations(
            List<String> channels, String registrar, String domain, Path file, Duration expires) {
        if (registrar.isBlank()) {
            return Registrations.none();
        }
        if (expires.toSeconds() < 1) {
            throw new IllegalArgumentException("sipcast.register.expires must be a second or more, but is " + expires);
        }
        RegistrarUri uri = RegistrarUri.parse(registrar);
        return new Registrations(
                uri, expires, accounts(channels, registrar, domain, file).accounts(), Clock.systemUTC(), BACK_OFF);
    }

    /** The accounts that the channels have at this registrar, and what is wrong with them. */
    static AccountsFile accounts(List<String> channels, String registrar, String domain, Path file) {
        AccountsFile accounts = AccountsFile.read(
                file,
                domain(domain, registrar)
                        .orElseGet(() -> RegistrarUri.parse(registrar).host()),
                channels);
        List<String> others = new ArrayList<>(channels);
        others.removeAll(accounts.accounts().stream().map(Account::channel).toList());
        if (!others.isEmpty()) {
            log.info("Not registered, for want of an account in {}: {}", file, String.join(", ", others));
        }
        return accounts;
    }

    /** The domain of the channels' addresses: the one given, or the registrar's host; empty if calls come directly. */
    static Optional<String> domain(String domain, String registrar) {
        if (!domain.isBlank()) {
            return Optional.of(domain.strip());
        }
        return registrar.isBlank()
                ? Optional.empty()
                : Optional.of(RegistrarUri.parse(registrar).host());
    }
}

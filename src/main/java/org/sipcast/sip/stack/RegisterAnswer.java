package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.header.WarningHeader;
import org.jspecify.annotations.Nullable;

/** What the final response to a REGISTER says (RFC 3261 section 10.2.4). */
record RegisterAnswer(SIPResponse response) {

    private static final int INTERVAL_TOO_BRIEF = 423;
    /** Refusals below 500 that may be over soon: timeout, too early, rate limit, unavailable, pending. */
    private static final Set<Integer> PASSING = Set.of(408, INTERVAL_TOO_BRIEF, 425, 429, 480, 491);

    boolean isSuccess() {
        return response.getStatusCode() < 300;
    }

    /** The shortest interval that the registrar takes, if it refuses ours as too brief (section 10.2.8). */
    Optional<Duration> leastExpires() {
        return response.getStatusCode() == INTERVAL_TOO_BRIEF
                        && response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader least
                ? Optional.of(Duration.ofSeconds(least.getExpires()))
                : Optional.empty();
    }

    /**
     * What was granted.
     *
     * @param contact the one that we asked for
     * @param asked what counts if the registrar does not say how long it keeps us
     * @return nothing if other contacts are listed, but not ours, or if ours is kept for no time
     */
    Optional<RegistrationGrant> grant(SipURI contact, Duration asked) {
        List<Contact> listed = contacts();
        Optional<Contact> ours = listed.stream()
                .filter(candidate -> matches(candidate, uri -> isSame(uri, contact)))
                .findFirst()
                // a proxy that hides us may have changed the rest
                .or(() -> listed.stream()
                        .filter(candidate -> matches(candidate, uri -> isSameUser(uri, contact)))
                        .findFirst());
        if (ours.isEmpty() && !listed.isEmpty()) {
            return Optional.empty();
        }
        Duration granted =
                ours.flatMap(RegisterAnswer::expires).or(this::expires).orElse(asked);
        return granted.isZero()
                ? Optional.empty()
                : Optional.of(new RegistrationGrant(granted, seenAs(), serviceRoute()));
    }

    /** @param realm that of the account */
    RegistrationFailure failure(String realm) {
        int status = response.getStatusCode();
        String words = status + " " + Headers.oneLine(response.getReasonPhrase()) + explanation(realm);
        boolean isLasting = status < 500 ? !PASSING.contains(status) : status >= 600;
        return new RegistrationFailure(words, isLasting && !isStale(realm), retryAfter());
    }

    private String explanation(String realm) {
        Optional<Challenger> challenger = Challenger.of(response.getStatusCode());
        if (challenger.isPresent()) {
            Optional<DigestChallenge> challenge = Credentials.challenge(challenger.get(), response, realm);
            if (challenge.isEmpty()) {
                return ", and it asks for no kind of authentication that is known here";
            }
            return challenge.get().isStale() ? ", again and again" : ", so the user or the password is wrong";
        }
        return response.getHeader(WarningHeader.NAME) instanceof WarningHeader warning
                ? ", " + Headers.oneLine(warning.getText())
                : "";
    }

    private boolean isStale(String realm) {
        return Challenger.of(response.getStatusCode())
                .flatMap(challenger -> Credentials.challenge(challenger, response, realm))
                .map(DigestChallenge::isStale)
                .orElse(false);
    }

    private @Nullable Duration retryAfter() {
        return response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader later
                ? Duration.ofSeconds(later.getRetryAfter())
                : null;
    }

    private List<Contact> contacts() {
        List<Contact> contacts = new ArrayList<>();
        for (Iterator<SIPHeader> it = response.getHeaders(ContactHeader.NAME); it.hasNext(); ) {
            if (it.next() instanceof Contact contact && !contact.isWildCard()) {
                contacts.add(contact);
            }
        }
        return contacts;
    }

    private static boolean matches(Contact contact, Predicate<SipURI> wanted) {
        return contact.getAddress().getURI() instanceof SipURI uri && wanted.test(uri);
    }

    private static boolean isSame(SipURI one, SipURI other) {
        return isSameUser(one, other)
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static boolean isSameUser(SipURI one, SipURI other) {
        return one.getUser() != null && one.getUser().equals(other.getUser());
    }

    private static Optional<Duration> expires(Contact contact) {
        return contact.getExpires() < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(contact.getExpires()));
    }

    private Optional<Duration> expires() {
        ExpiresHeader header = response.getExpires();
        return header == null ? Optional.empty() : Optional.of(Duration.ofSeconds(header.getExpires()));
    }

    /** What the first machine on the way saw of us (RFC 3581 section 4). */
    private @Nullable String seenAs() {
        Via via = response.getTopmostVia();
        if (via.getReceived() == null && via.getRPort() <= 0) {
            return null;
        }
        String host = via.getReceived() == null ? via.getHost() : via.getReceived();
        return host + ":" + (via.getRPort() > 0 ? via.getRPort() : via.getPort());
    }

    private List<String> serviceRoute() {
        List<HeaderAddress> route = new ArrayList<>();
        for (Iterator<SIPHeader> it = response.getHeaders("Service-Route"); it.hasNext(); ) {
            if (it.next() instanceof HeaderAddress address) {
                route.add(address);
            }
        }
        return Headers.addresses(route);
    }
}

package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account's conversation with its registrar, one request at a time (RFC 3261 section 10.2). */
final class AccountSession {

    private static final Logger LOG = LoggerFactory.getLogger(AccountSession.class);

    private final Account account;
    private final JainSip jain;
    private final Registrations registrations;
    private final Executor thread;
    private final RegisterRequests requests;
    private final Credentials credentials;
    private final List<CompletableFuture<RegistrationState>> waiting = new ArrayList<>(2);
    private Duration expires;
    private CompletableFuture<RegistrationState> last;

    /** @param thread where everything is done */
    AccountSession(
            Account account, JainSip jain, Registrations registrations, Executor thread, RegisterRequests requests) {
        this.account = account;
        this.jain = jain;
        this.registrations = registrations;
        this.thread = thread;
        this.requests = requests;
        credentials = new Credentials(account);
        expires = registrations.expires();
        last = CompletableFuture.completedFuture(registrations.state(account.channel()));
    }

    /** Whoever found the account due may come late, when another has registered or unregistered it: then nothing happens. */
    CompletableFuture<RegistrationState> register() {
        return inTurn(() -> {
            if (!registrations.beganIfDue(account.channel())) {
                return CompletableFuture.completedFuture(registrations.state(account.channel()));
            }
            registrations.resolveRegistrar();
            return attempt(expires, true).exceptionally(this::failed);
        });
    }

    CompletableFuture<RegistrationState> unregister() {
        registrations.leaving(account.channel());
        return inTurn(() -> {
            CompletableFuture<?> answer = registrations.registered().contains(account.channel())
                    ? request(Duration.ZERO)
                    : CompletableFuture.completedFuture(null);
            return answer.handle((any, failure) -> registrations.left(account.channel()));
        });
    }

    /** Waits for no answer any more; those who wait learn that we have left. */
    synchronized RegistrationState giveUp() {
        RegistrationState left = registrations.left(account.channel());
        List.copyOf(waiting).forEach(attempt -> attempt.complete(left));
        return left;
    }

    private synchronized CompletableFuture<RegistrationState> inTurn(
            Supplier<CompletableFuture<RegistrationState>> work) {
        CompletableFuture<RegistrationState> turn =
                last.handle((any, failure) -> null).thenComposeAsync(ignored -> work.get(), thread);
        last = turn;
        waiting.removeIf(CompletableFuture::isDone);
        waiting.add(turn);
        return turn;
    }

    private CompletableFuture<RegistrationState> attempt(Duration asked, boolean mayAskForMore) {
        return request(asked).thenCompose(answer -> {
            Optional<Duration> least = answer.leastExpires().filter(more -> mayAskForMore);
            if (least.isPresent()) {
                expires = least.get();
                return attempt(expires, false);
            }
            return CompletableFuture.completedFuture(concluded(answer, asked));
        });
    }

    private CompletableFuture<RegisterAnswer> request(Duration asked) {
        return new ChallengedRequest(
                        credentials, () -> requests.next(asked), request -> ClientExchange.send(jain, request), thread)
                .send()
                .thenApply(RegisterAnswer::new);
    }

    private RegistrationState concluded(RegisterAnswer answer, Duration asked) {
        if (!answer.isSuccess()) {
            return registrations.failed(account.channel(), answer.failure(account.domain()));
        }
        return answer.grant(requests.contact(), asked)
                .map(grant -> registrations.granted(account.channel(), grant))
                .orElseGet(() -> failed("the registrar accepted, but did not keep our Contact"));
    }

    private RegistrationState failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoAnswerException) {
            return failed(String.valueOf(cause.getMessage()));
        }
        LOG.error("Registering {} failed", account.addressOfRecord(), cause);
        return failed(cause.toString());
    }

    private RegistrationState failed(String words) {
        return registrations.failed(account.channel(), new RegistrationFailure(words, false, null));
    }
}

package org.sipcast;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.sipcast.editing.Problem;
import org.sipcast.sip.stack.Account;
import org.sipcast.sip.stack.AccountsFile;
import org.sipcast.sip.stack.Registrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the accounts of channels while the server runs. While something in their file is not understood, no channel loses its account: its line may
 * be the one. Whose account is gone is unregistered by another thread, which may have to wait for the registrar.
 */
final class AccountEdits {
    private static final Logger log = LoggerFactory.getLogger(AccountEdits.class);

    private final CamelContext camel;
    private final Registrations registrations;
    private final Path file;
    private final Set<String> leaving = new HashSet<>();
    private final Queue<String> left = new ConcurrentLinkedQueue<>();
    private List<Account> wanted;
    private @Nullable ProducerTemplate template;

    AccountEdits(CamelContext camel, Registrations registrations, Path file) {
        this.camel = camel;
        this.registrations = registrations;
        this.file = file;
        wanted = registrations.accounts();
    }

    /** What is wrong with the accounts of these channels, of which nothing is taken. */
    List<Problem> problems(List<String> channels) {
        return isNone() ? List.of() : problems(read(channels));
    }

    /** Takes those of these channels; answers what is wrong. */
    List<Problem> take(List<String> channels) {
        if (isNone()) {
            return List.of();
        }
        AccountsFile read = read(channels);
        List<Account> next = new ArrayList<>(read.accounts());
        if (!read.complete()) {
            List<String> known = next.stream().map(Account::channel).toList();
            wanted.stream()
                    .filter(each -> channels.contains(each.channel()) && !known.contains(each.channel()))
                    .forEach(next::add);
        }
        wanted = List.copyOf(next);
        become();
        return problems(read);
    }

    /** Goes on with those whose unregistering is over. */
    void look() {
        for (String each = left.poll(); each != null; each = left.poll()) {
            registrations.forget(each);
            leaving.remove(each);
            become(); // the file may have it again
        }
    }

    private boolean isNone() {
        return Wiring.setting(camel, "registrar").isBlank();
    }

    private AccountsFile read(List<String> channels) {
        return RegistrationSettings.accounts(
                channels, Wiring.setting(camel, "registrar"), Wiring.setting(camel, "domain"), file);
    }

    private static List<Problem> problems(AccountsFile read) {
        return read.problems().stream()
                .map(each -> new Problem(each.file().toString(), each.line(), each.what(), each.remedy()))
                .toList();
    }

    private void become() {
        List<Account> now = wanted.stream()
                .filter(each -> !leaving.contains(each.channel()))
                .toList();
        for (String gone : registrations.become(now)) {
            if (leaving.add(gone)) {
                unregister(gone);
            }
        }
    }

    private void unregister(String channel) {
        if (template == null) {
            template = camel.createProducerTemplate();
        }
        var unused = template.asyncSend("direct:unregister-channel", exchange -> exchange.getMessage()
                        .setBody(channel))
                .whenComplete((answer, failure) -> {
                    Throwable fault = answer == null ? failure : answer.getException();
                    if (fault != null) {
                        log.warn("Channel {} could not be unregistered: {}", channel, Explanation.ofRoot(fault));
                    }
                    left.add(channel);
                });
    }
}

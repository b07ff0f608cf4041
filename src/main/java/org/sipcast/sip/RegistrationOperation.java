package org.sipcast.sip;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipcast.sip.stack.RegistrationClient;
import org.sipcast.sip.stack.RegistrationState;

/** What can be done with an account's registration. */
enum RegistrationOperation {
    REGISTER,
    UNREGISTER;

    static Optional<RegistrationOperation> named(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.name().equalsIgnoreCase(name))
                .findFirst();
    }

    CompletableFuture<RegistrationState> start(RegistrationClient client, String channel) {
        return switch (this) {
            case REGISTER -> client.register(channel);
            case UNREGISTER -> client.unregister(channel);
        };
    }
}

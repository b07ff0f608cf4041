package org.sipcast.sip.stack;

/** A password, which shows itself to nobody who does not ask for it by name. */
public record Password(String secret) {

    /** @throws IllegalArgumentException if it is empty or has characters that cannot be seen; does not repeat it */
    public Password {
        if (secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A password must not be empty, and be one line");
        }
    }

    @Override
    public String toString() {
        return "…";
    }
}

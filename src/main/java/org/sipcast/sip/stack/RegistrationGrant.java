package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a registrar grants.
 *
 * @param duration how long it will know us
 * @param seenAs the address and port that it saw, if it told
 * @param serviceRoute see {@link RegistrationState}
 */
record RegistrationGrant(Duration duration, @Nullable String seenAs, List<String> serviceRoute) {}

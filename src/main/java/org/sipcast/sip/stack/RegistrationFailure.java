package org.sipcast.sip.stack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an account could not be registered.
 *
 * @param words for a person
 * @param isLasting whether trying again soon makes no sense, as with a wrong password
 * @param retryAfter what the platform asks for, if it does
 */
record RegistrationFailure(String words, boolean isLasting, @Nullable Duration retryAfter) {}

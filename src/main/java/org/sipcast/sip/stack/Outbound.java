package org.sipcast.sip.stack;

import java.text.ParseException;
import java.time.Duration;
import javax.sip.address.SipURI;
import org.jspecify.annotations.Nullable;

/**
 * The way of our own requests outside calls.
 *
 * @param proxy the server that they are all sent to first, such as {@code sip:proxy.example.org;transport=tls} (RFC 3261
 *     section 8.1.2); null if each finds its own way
 * @param keepAlive how often the way to our platform is kept open (RFC 5626 section 4.4); zero for never
 */
public record Outbound(@Nullable String proxy, Duration keepAlive) {

    public Outbound {
        if (proxy != null) {
            parse(proxy);
        }
        if (keepAlive.isNegative()) {
            throw new IllegalArgumentException("A keep-alive cannot be sent every " + keepAlive);
        }
    }

    /** No proxy and no keep-alive. */
    public static Outbound direct() {
        return new Outbound(null, Duration.ZERO);
    }

    @Nullable
    SipURI proxyUri() {
        return proxy == null ? null : parse(proxy);
    }

    private static SipURI parse(String text) {
        try {
            if (Headers.uri(text) instanceof SipURI uri && uri.getUser() == null) {
                return uri;
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException(message(text), e);
        }
        throw new IllegalArgumentException(message(text));
    }

    private static String message(String text) {
        return "The outbound proxy must be given as sip:HOST[:PORT][;transport=tcp], but is '" + text + "'";
    }
}

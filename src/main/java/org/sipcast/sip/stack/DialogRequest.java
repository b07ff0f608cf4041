package org.sipcast.sip.stack;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request of ours within a call, without the parts that SIP itself asks for.
 *
 * @param contentType the body's type, maybe with its charset
 * @param body null for none
 * @param headers further header fields, by name
 */
public record DialogRequest(
        SipMethod method, @Nullable String contentType, @Nullable String body, Map<String, String> headers) {

    private static final Pattern TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(;charset=[\\w-]+)?");

    /** @throws IllegalArgumentException if a header field is none, or a body has no type */
    public DialogRequest {
        headers = Map.copyOf(headers);
        headers.forEach(Headers::of);
        if (body != null && (contentType == null || !TYPE.matcher(contentType).matches())) {
            throw new IllegalArgumentException("A body needs a type such as text/plain, and not " + contentType);
        }
    }

    /** The body on the wire. */
    byte[] octets() {
        if (body == null || contentType == null) {
            return new byte[0];
        }
        int charset = contentType.indexOf('=');
        return body.getBytes(
                charset < 0 ? StandardCharsets.UTF_8 : Charset.forName(contentType.substring(charset + 1)));
    }

    static DialogRequest bye(@Nullable String reason) {
        return new DialogRequest(SipMethod.BYE, null, null, reason == null ? Map.of() : Map.of("Reason", reason));
    }
}

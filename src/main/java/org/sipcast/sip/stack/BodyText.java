package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Bodies as text: in UTF-8, unless what is text says that it is in something else (RFC 3261 section 7.4.1). */
final class BodyText {

    private BodyText() {}

    /** What can be read of it; null if there is none. */
    static @Nullable String of(SIPRequest request) {
        byte[] content = request.getRawContent();
        return content == null || content.length == 0 ? null : new String(content, charset(request));
    }

    /** Whether text, or what carries text, is what it says that it is; of other bodies nothing is known here. */
    static boolean isReadable(SIPRequest request) {
        byte[] content = request.getRawContent();
        if (content == null || !isText(request)) {
            return true;
        }
        try {
            charset(request).newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isText(SIPRequest request) {
        String type = RequestReader.contentType(request.getContentTypeHeader());
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.startsWith("text/") || lower.equals("message/cpim");
    }

    private static Charset charset(SIPRequest request) {
        ContentType type = request.getContentTypeHeader();
        // the parser lets no unknown one in
        String named = type == null || !isText(request) ? null : type.getCharset();
        return named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
    }
}

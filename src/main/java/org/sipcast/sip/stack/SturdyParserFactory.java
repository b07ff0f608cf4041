package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.UDPMessageChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.text.ParseException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JAIN-SIP's parser, made safe against what nobody should send. An unchecked exception or a stack that is too deep would
 * end the thread that reads datagrams, and there are only so many of these. What cannot be parsed gets a 400 from
 * JAIN-SIP, with the exception's message in the status line: so that must be one line, and a stranger gets nothing.
 */
final class SturdyParserFactory implements MessageParserFactory {

    /** What is longer arrives without its end. JAIN-SIP takes as much memory for every datagram. */
    static final int LONGEST_DATAGRAM_OCTETS = 16384;

    private static final Pattern HEADER_NAME = Pattern.compile("([A-Za-z-]{1,40})[ \\t]*:");

    private final MessageParser parser;

    /** @param taken takes datagrams that nobody has to parse; true if that was one */
    SturdyParserFactory(Predicate<InetAddress> trusted, Predicate<byte[]> taken) {
        parser = new SturdyParser(trusted, taken);
    }

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return parser;
    }

    MessageParser parser() {
        return parser;
    }

    private static final class SturdyParser extends StringMsgParser {

        private final Predicate<InetAddress> trusted;
        private final Predicate<byte[]> taken;

        SturdyParser(Predicate<InetAddress> trusted, Predicate<byte[]> taken) {
            this.trusted = trusted;
            this.taken = taken;
        }

        /** The message; null for what is to be ignored, which JAIN-SIP takes for a keep-alive. */
        @Override
        public @Nullable SIPMessage parseSIPMessage(
                byte[] message, boolean readBody, boolean strict, @Nullable ParseExceptionListener listener)
                throws ParseException {
            if (listener instanceof UDPMessageChannel && taken.test(message)) {
                return null;
            }
            try {
                SIPMessage parsed =
                        super.parseSIPMessage(message, readBody && !isCut(message, listener), strict, listener);
                refuseUnknownCharset(parsed);
                return parsed;
            } catch (ParseException e) {
                return unreadable(e, reason(e.getMessage()), listener);
            } catch (RuntimeException | StackOverflowError e) {
                return unreadable(e, "unreadable", listener);
            }
        }

        /** Such a request is read up to its body, so that its sender can be told what is wrong with it. */
        private static boolean isCut(byte[] message, @Nullable ParseExceptionListener listener) {
            return listener instanceof UDPMessageChannel && message.length >= LONGEST_DATAGRAM_OCTETS;
        }

        /** JAIN-SIP would fail with traces on stderr wherever it reads or writes the body. */
        private static void refuseUnknownCharset(@Nullable SIPMessage message) throws ParseException {
            ContentType type = message == null ? null : message.getContentTypeHeader();
            String charset = type == null ? null : type.getCharset();
            if (charset != null && !Charset.isSupported(charset)) {
                throw new ParseException("unknown charset", 0);
            }
        }

        private @Nullable SIPMessage unreadable(
                Throwable cause, String reason, @Nullable ParseExceptionListener listener) throws ParseException {
            if (listener instanceof UDPMessageChannel channel && !isTrusted(channel.getPeerAddress())) {
                return null;
            }
            ParseException clean = new ParseException(reason, 0);
            clean.initCause(cause);
            throw clean;
        }

        private boolean isTrusted(String literal) {
            try {
                return trusted.test(InetAddress.getByName(literal));
            } catch (UnknownHostException e) {
                return false;
            }
        }

        /**
         * JAIN-SIP puts the line in question first, if there is one, and after it words that are often Java's own and of
         * no use to the sender.
         */
        private static String reason(@Nullable String message) {
            String text = message == null ? "" : message.strip();
            if (text.indexOf('\n') < 0) {
                return Headers.oneLine(text);
            }
            Matcher header = HEADER_NAME.matcher(text);
            return "unreadable " + (header.lookingAt() ? header.group(1) : "first line");
        }
    }
}

package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;

/**
 * JAIN-SIP's parser, made safe against what nobody should send: an unchecked exception or a stack that is too deep would
 * end the thread that reads datagrams, and there are only so many of these.
 */
public final class SturdyParserFactory implements MessageParserFactory {

    private static final MessageParser PARSER = new SturdyParser();

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return PARSER;
    }

    private static final class SturdyParser extends StringMsgParser {

        @Override
        public SIPMessage parseSIPMessage(
                byte[] message, boolean readBody, boolean strict, ParseExceptionListener listener)
                throws ParseException {
            try {
                return super.parseSIPMessage(message, readBody, strict, listener);
            } catch (RuntimeException | StackOverflowError e) {
                ParseException unreadable = new ParseException("Unreadable message", 0);
                unreadable.initCause(e);
                throw unreadable;
            }
        }
    }
}

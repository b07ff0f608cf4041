package org.sipcast.sip.stack;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every message as it was on the wire, at DEBUG. */
public final class WireLog implements ServerLogger {

    private static final Logger LOG = LoggerFactory.getLogger("org.sipcast.sip.stack.wire");
    private static final Pattern RESPONSE = Pattern.compile("\\bresponse=\"[^\"]*\"");

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        if (LOG.isDebugEnabled()) {
            // whoever has a digest's response can try passwords on it at leisure
            String text = RESPONSE.matcher(message.toString()).replaceAll("response=\"…\"");
            LOG.debug("{} -> {}\n{}", from, to, text);
        }
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        logMessage(message, from, to, sender, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        logMessage(message, from, to, sender, 0);
    }

    @Override
    public void logException(Exception problem) {
        LOG.debug("{}", problem.getMessage(), problem);
    }

    @Override
    public void closeLogFile() {
        // there is none
    }

    @Override
    public void setStackProperties(Properties properties) {
        // nothing of it is about logs
    }

    @Override
    public void setSipStack(SipStack stack) {
        // not needed
    }
}

package org.sipcast.sip.stack;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's own log. It speaks of errors where a peer sent nonsense, so that whoever can reach the port could fill the
 * disk: all but its fatal errors are for those who debug.
 */
public final class StackLog implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("org.sipcast.sip.stack.jain");

    @Override
    public void logStackTrace() {
        // a trace per transaction tells nothing
    }

    @Override
    public void logStackTrace(int traceLevel) {
        // likewise
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable problem) {
        LOG.debug("{}", problem.getMessage(), problem);
    }

    @Override
    public void logDebug(String message) {
        LOG.trace("{}", message);
    }

    @Override
    public void logDebug(String message, Exception problem) {
        LOG.trace("{}", message, problem);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace("{}", message);
    }

    @Override
    public void logFatalError(String message) {
        LOG.error("{}", message);
    }

    @Override
    public void logError(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void logError(String message, Exception problem) {
        LOG.debug("{}", message, problem);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void logInfo(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return switch (level) {
            case TRACE_NONE, TRACE_FATAL -> true;
            case TRACE_ERROR, TRACE_WARN, TRACE_INFO -> LOG.isDebugEnabled();
            default -> LOG.isTraceEnabled();
        };
    }

    @Override
    public void disableLogging() {
        // SLF4J's configuration decides
    }

    @Override
    public void enableLogging() {
        // SLF4J's configuration decides
    }

    @Override
    public void setBuildTimeStamp(String timestamp) {
        LOG.trace("JAIN-SIP was built {}", timestamp);
    }

    @Override
    public void setStackProperties(Properties properties) {
        // nothing of it is about logs
    }

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}

package org.sipcast.sip.stack;

import java.util.Properties;

/** How JAIN-SIP is set up for us. */
final class JainSipProperties {

    private static final String NIST = "gov.nist.javax.sip.";

    private JainSipProperties() {}

    static Properties ours() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "sipcast");
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty(NIST + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        properties.setProperty(NIST + "STACK_LOGGER", StackLog.class.getName());
        properties.setProperty(NIST + "SERVER_LOGGER", WireLog.class.getName());
        // one reader keeps datagrams in the order in which they came, so that no BYE overtakes its ACK; calls part
        // behind it. Its default, a thread for each, runs out of memory at a thousand calls a second.
        properties.setProperty(NIST + "THREAD_POOL_SIZE", "1");
        properties.setProperty(NIST + "REENTRANT_LISTENER", "true");
        properties.setProperty(NIST + "RELEASE_REFERENCES_STRATEGY", "Normal");
        properties.setProperty(
                NIST + "MAX_MESSAGE_SIZE", Integer.toString(SturdyParserFactory.LONGEST_DATAGRAM_OCTETS));
        properties.setProperty(NIST + "RECEIVE_UDP_BUFFER_SIZE", "4194304");
        properties.setProperty(NIST + "SEND_UDP_BUFFER_SIZE", "4194304");
        // INVITEs after the 200 are ours to recognise, so that its ended transactions need not stay
        properties.setProperty(NIST + "LINGER_TIMER", "0");
        return properties;
    }
}

package org.sipcast.sip;

import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.sipcast.sip.stack.HeaderFields;

/** Passes the header fields on that route authors have asked for, as text that can do no harm in a log or a command. */
final class PassedHeaders {

    private static final int LONGEST = 1024;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private final SipHeaderFilterStrategy filter;

    PassedHeaders(SipHeaderFilterStrategy filter) {
        this.filter = filter;
    }

    /** Copies them under their own names; several fields of one name become one, separated by commas. */
    void copy(HeaderFields from, Message to) {
        for (String name : filter.names()) {
            String value = clean(String.join(", ", from.values(name)));
            if (!value.isEmpty() && !filter.applyFilterToExternalHeaders(name, value, to.getExchange())) {
                to.setHeader(name, value);
            }
        }
    }

    private static String clean(String value) {
        String text = CONTROL.matcher(value).replaceAll(" ").strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}

package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPResponse;
import org.jspecify.annotations.Nullable;

/**
 * How a request of ours was answered.
 *
 * @param response null where nothing was read but the status
 */
record FinalAnswer(int status, @Nullable SIPResponse response) {

    static FinalAnswer of(SIPResponse response) {
        return new FinalAnswer(response.getStatusCode(), response);
    }
}

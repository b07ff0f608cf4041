package org.sipcast.editing;

import java.util.Map;
import org.apache.camel.Exchange;

/** Stands for all that is outside, while routes are tried. */
public interface World {
    /**
     * Something is sent there.
     *
     * @param uri without its options
     * @param sent takes the answer, if there is one
     * @throws Exception as Camel's own component would throw it
     */
    void send(String uri, Map<String, Object> options, Exchange sent) throws Exception;

    /**
     * A route fetches what is there.
     *
     * @param uri without its options
     * @param fetched takes it
     * @return whether there was anything
     */
    boolean fetch(String uri, Exchange fetched);
}

package org.sipcast;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHelper;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.sipcast.editing.World;
import org.sipcast.vlc.VlcConstants;

/** Does what {@code bin/sipcast try} assumes of whoever is outside, and says what that is. */
final class AssumedWorld implements World {
    /** Those that stand for a server as it should be, which the answer may count on. */
    private static final Set<String> OURS = Set.of("sip", "vlc");

    private static final String USUAL_SUCCESS = "200-299";
    private static final int INDENTED = 23;

    private final CamelContext camel;
    private final int status;
    private final PrintStream out;
    private final Set<String> notAsked = new LinkedHashSet<>();

    /**
     * @param camel whose settings say which ports a hub has
     * @param status of every answer by HTTP
     * @param out takes a line of each assumption
     */
    AssumedWorld(CamelContext camel, int status, PrintStream out) {
        this.camel = camel;
        this.status = status;
        this.out = out;
    }

    /** Whoever was not asked, so that the outcome depends on what was assumed of them. */
    Set<String> notAsked() {
        return notAsked;
    }

    @Override
    public void send(String uri, Map<String, Object> options, Exchange sent) throws HttpOperationFailedException {
        if (OURS.contains(scheme(uri))) {
            stand(uri, sent);
        } else if (!isHttp(uri)) {
            tell(uri, "not sent; assumed: that it was taken");
        } else if (fails(options)) {
            tell(uri, "not sent; assumed: " + status + " without a body, by which the step fails");
            throw new HttpOperationFailedException(uri, status, null, null, Map.of(), null);
        } else {
            tell(uri, "not sent; assumed: " + status + " without a body");
            answer(sent);
        }
    }

    /** By HTTP that succeeds with any status, as it does in Camel's own component. */
    @Override
    public boolean fetch(String uri, Exchange fetched) {
        if (isHttp(uri)) {
            tell(uri, "not fetched; assumed: " + status + " without a body");
            answer(fetched);
            return true;
        }
        tell(uri, "not fetched; assumed: that nothing was there");
        return false;
    }

    /** As Camel's own component decides it. */
    private boolean fails(Map<String, Object> options) {
        return !"false".equalsIgnoreCase(String.valueOf(options.get("throwExceptionOnFailure")))
                && !HttpHelper.isStatusCodeOk(
                        status, String.valueOf(options.getOrDefault("okStatusCodeRange", USUAL_SUCCESS)));
    }

    private void answer(Exchange exchange) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setBody(null);
    }

    private void tell(String uri, String line) {
        notAsked.add(uri);
        out.println(" ".repeat(INDENTED) + line);
    }

    private static boolean isHttp(String uri) {
        return scheme(uri).startsWith("http");
    }

    private static String scheme(String uri) {
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }

    /** In place of a VLC: the ports that the first hub would have. */
    private void stand(String uri, Exchange exchange) {
        if (uri.equals("vlc:open-hub")) {
            int first = Integer.parseInt(
                    camel.resolvePropertyPlaceholders("{{sipcast.media-ports}}").replaceFirst("-.*", ""));
            int even = first + first % 2;
            exchange.getMessage().setHeader(VlcConstants.VIDEO_PORT, even);
            exchange.getMessage().setHeader(VlcConstants.AUDIO_PORT, even + 2);
        }
    }
}

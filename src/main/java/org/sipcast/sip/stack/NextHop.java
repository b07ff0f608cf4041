package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.DefaultRouter;
import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Collections;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** Where a request of ours goes (RFC 3261 section 8.1.2), and with which transport its Via is sent. */
final class NextHop implements Router {

    /** RFC 3261 section 18.1.1. */
    private static final int MOST_UDP_OCTETS = 1300;

    private static final int BRANCH_OCTETS = 40;

    /** What Java takes as an address for sure, and asks no name service about. */
    private static final Pattern ADDRESS =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]");

    /** Marks a request whose length asks for TCP. */
    private enum Length {
        TOO_MUCH_FOR_UDP
    }

    private final SipSettings settings;
    private final Function<SIPRequest, Optional<Flow>> flows;
    private final @Nullable Hop proxy;
    private @Nullable DefaultRouter rules;

    /** @param flows the open connection that the dialog of a request came over */
    NextHop(SipSettings settings, Function<SIPRequest, Optional<Flow>> flows) {
        this.settings = settings;
        this.flows = flows;
        SipURI uri = settings.outbound().proxyUri();
        proxy = uri == null ? null : hop(uri);
    }

    void belongsTo(SipStack stack) {
        rules = new DefaultRouter(stack, null);
    }

    /** Where a URI leads, by itself. */
    static Hop hop(SipURI uri) {
        String named = uri.isSecure() ? Transport.TLS.name() : uri.getTransportParam();
        String transport = named == null ? Transport.UDP.name() : named.toUpperCase(Locale.ROOT);
        int usual = transport.equals(Transport.TLS.name()) ? 5061 : 5060;
        return new HopImpl(uri.getHost(), uri.getPort() > 0 ? uri.getPort() : usual, transport);
    }

    /** Whether the request is to go over TCP for no other reason than its length. */
    boolean isTooLongForUdp(SIPRequest request) {
        return Transport.UDP.name().equalsIgnoreCase(transport(request))
                && isTooLongForUdp(request.encode().length() + BRANCH_OCTETS);
    }

    /** Likewise for one that goes over UDP if it is short enough, branch and all. */
    boolean isTooLongForUdp(int octets) {
        return settings.listensOn(Transport.TCP) && octets > MOST_UDP_OCTETS;
    }

    /** Whether a request is a datagram to an address: no name to look up, and no connection that may have to be opened. */
    boolean isAtHand(SIPRequest request) {
        return !isForProxy(request)
                && flows.apply(request).isEmpty()
                && Transport.UDP.name().equalsIgnoreCase(transport(request))
                && !isTooLongForUdp(request)
                && first(request) instanceof SipURI uri
                && uri.getMAddrParam() == null
                && ADDRESS.matcher(uri.getHost()).matches();
    }

    /** The request as it goes over TCP; it stays as it is itself, for another try. */
    static SIPRequest overTcp(SIPRequest request) {
        SIPRequest copy = (SIPRequest) request.clone();
        copy.setApplicationData(Length.TOO_MUCH_FOR_UDP);
        return copy;
    }

    private String transport(SIPRequest request) {
        if (isForProxy(request) && proxy != null) {
            return proxy.getTransport();
        }
        URI target = first(request);
        if (target instanceof SipURI sip && sip.isSecure()) {
            return Transport.TLS.name();
        }
        String named = target instanceof SipURI sip ? sip.getTransportParam() : null;
        return named == null ? request.getTopmostVia().getTransport() : named;
    }

    private static URI first(SIPRequest request) {
        RouteList routes = request.getRouteHeaders();
        return routes == null || routes.isEmpty()
                ? request.getRequestURI()
                : ((Route) routes.getFirst()).getAddress().getURI();
    }

    private boolean isForProxy(SIPRequest request) {
        return proxy != null && request.getToTag() == null;
    }

    @Override
    public Hop getNextHop(Request message) throws SipException {
        SIPRequest request = (SIPRequest) message;
        Hop hop = rules == null ? null : rules.getNextHop(request);
        if (isForProxy(request)) {
            hop = proxy;
        }
        Flow flow = flows.apply(request).orElse(null);
        if (flow != null) {
            hop = hop(flow);
        } else if (hop != null && request.getApplicationData() == Length.TOO_MUCH_FOR_UDP) {
            hop = new HopImpl(hop.getHost(), hop.getPort(), Transport.TCP.name());
        }
        if (hop == null) {
            throw new SipException("No way to " + request.getRequestURI());
        }
        requireListening(hop.getTransport());
        mark(request.getTopmostVia(), hop.getTransport());
        return hop;
    }

    private static Hop hop(Flow flow) {
        InetSocketAddress peer = flow.peer();
        return new HopImpl(peer.getAddress().getHostAddress(), peer.getPort(), flow.transport());
    }

    private void requireListening(String transport) throws SipException {
        if (settings.transports().stream().noneMatch(ours -> ours.name().equalsIgnoreCase(transport))) {
            throw new SipException(
                    "Nothing is sent over " + transport + ", which sipcast.sip.transports does not have");
        }
    }

    private void mark(Via via, String transport) throws SipException {
        try {
            via.setTransport(transport.toUpperCase(Locale.ROOT));
            via.setPort(settings.portOf(transport));
        } catch (ParseException | InvalidArgumentException e) {
            throw new SipException("No Via for " + transport, e);
        }
    }

    @Override
    @SuppressWarnings({"rawtypes", "deprecation"})
    public ListIterator getNextHops(Request request) {
        return Collections.emptyListIterator();
    }

    @Override
    public @Nullable Hop getOutboundProxy() {
        return proxy;
    }
}

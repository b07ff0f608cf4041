package org.sipcast.sip.stack;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.Warning;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderAddress;
import org.jspecify.annotations.Nullable;

/** Header fields, made of text that must not be able to add lines of its own. */
final class Headers {

    static final HeaderFactoryImpl FACTORY = new HeaderFactoryImpl();
    static final AddressFactoryImpl ADDRESSES = new AddressFactoryImpl();

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");
    private static final Pattern REASON = Pattern.compile(
            "[A-Za-z0-9.!%*_+`'~-]+(\\s*;\\s*[A-Za-z0-9-]+\\s*=\\s*([A-Za-z0-9.-]+|\"([^\"\\\\\\p{Cntrl}]|\\\\\\P{Cntrl})*\"))*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Headers() {}

    /** @throws IllegalArgumentException if the name is no token, or the value more than a line */
    static Header of(String name, String value) {
        if (!TOKEN.matcher(name).matches() || CONTROL.matcher(value).find()) {
            throw new IllegalArgumentException("Not a SIP header field: " + name);
        }
        ExtensionHeaderImpl header = new ExtensionHeaderImpl(name);
        header.setValue(value);
        return header;
    }

    /** @throws IllegalArgumentException if the value is not what a Reason header field holds (RFC 3326) */
    static Header reason(String value) {
        if (!REASON.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a Reason, such as SIP;cause=200;text=\"done\": " + oneLine(value));
        }
        return of("Reason", value);
    }

    /** Words for a person (RFC 3261 section 20.43); as a quoted string (section 25.1) they may hold anything. */
    static Header warning(String host, String text) {
        Warning warning = new Warning();
        try {
            warning.setCode(399);
            warning.setAgent(host);
            warning.setText(oneLine(text).replace("\\", "\\\\").replace("\"", "\\\""));
        } catch (InvalidArgumentException | ParseException e) {
            throw new IllegalArgumentException("Not a warning: " + text, e);
        }
        return warning;
    }

    static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    static URI uri(String text) throws ParseException {
        return ADDRESSES.createURI(text);
    }

    static Address address(String text) throws ParseException {
        return ADDRESSES.createAddress(text);
    }

    /** A Via that asks the next hop to answer to where it saw us (RFC 3581 section 3). */
    static Via via(SipSettings settings, String transport) throws ParseException, InvalidArgumentException {
        Via via = (Via) FACTORY.createViaHeader(settings.advertised(), settings.portOf(transport), transport, null);
        via.setRPort();
        return via;
    }

    /** A Contact for our side of a call with this user. */
    static ContactHeader contact(SipSettings settings, @Nullable String user, String transport) {
        try {
            SipURI uri = ADDRESSES.createSipURI(user, settings.advertised());
            uri.setPort(settings.portOf(transport));
            if (!transport.equalsIgnoreCase(Transport.UDP.name())) {
                uri.setTransportParam(transport.toLowerCase(Locale.ROOT));
            }
            return FACTORY.createContactHeader(ADDRESSES.createAddress(uri));
        } catch (ParseException e) {
            throw new IllegalArgumentException("No Contact can be made of " + settings.advertised(), e);
        }
    }

    /** A Contact for our side of the call that a request asks for; sips if that is (RFC 3261 section 12.1.1). */
    static ContactHeader contact(SipSettings settings, SIPRequest request) {
        String user = request.getRequestURI() instanceof SipURI uri ? uri.getUser() : null;
        ContactHeader contact = contact(settings, user, request.getTopmostVia().getTransport());
        if ("sips".equalsIgnoreCase(request.getRequestURI().getScheme())
                && contact.getAddress().getURI() instanceof SipURI uri) {
            uri.removeParameter("transport");
            uri.setSecure(true);
        }
        return contact;
    }

    /** The addresses of a list of header fields, each as a URI in angle brackets, in their order. */
    static List<String> addresses(Iterable<? extends HeaderAddress> headers) {
        List<String> addresses = new ArrayList<>();
        headers.forEach(header -> addresses.add("<" + header.getAddress().getURI() + ">"));
        return addresses;
    }
}

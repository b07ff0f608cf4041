package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;

/** The REGISTERs of one account: one Call-ID, a CSeq that rises (RFC 3261 section 10.2). */
final class RegisterRequests {

    private static final int MAX_FORWARDS = 70;

    private final SipSettings settings;
    private final OfferedMethods offered;
    private final RegistrarUri registrar;
    private final Account account;
    private final String callId = UUID.randomUUID().toString();
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private long cSeq;

    RegisterRequests(SipSettings settings, OfferedMethods offered, RegistrarUri registrar, Account account) {
        this.settings = settings;
        this.offered = offered;
        this.registrar = registrar;
        this.account = account;
    }

    /** Where calls are to be sent. */
    SipURI contact() {
        ContactHeader contact = Headers.contact(
                settings, account.channel(), registrar.transport().name());
        return (SipURI) contact.getAddress().getURI();
    }

    /** @param expires zero to unregister */
    SIPRequest next(Duration expires) {
        try {
            return build(Math.toIntExact(expires.toSeconds()));
        } catch (ParseException | InvalidArgumentException | SipException e) {
            throw new IllegalStateException("No REGISTER can be made for " + account.addressOfRecord(), e);
        }
    }

    private SIPRequest build(int expires) throws ParseException, InvalidArgumentException, SipException {
        String transport = registrar.transport().name();
        Address addressOfRecord = Headers.ADDRESSES.createAddress(Headers.uri(account.addressOfRecord()));
        SIPRequest request = new SIPRequest();
        request.setMethod("REGISTER");
        request.setRequestURI(Headers.uri("sip:" + account.domain()));
        request.setHeader(Headers.via(settings, transport));
        request.setHeader(Headers.FACTORY.createMaxForwardsHeader(MAX_FORWARDS));
        request.setHeader(Headers.FACTORY.createFromHeader(addressOfRecord, tag));
        request.setHeader(Headers.FACTORY.createToHeader(addressOfRecord, null));
        request.setHeader(Headers.FACTORY.createCallIdHeader(callId));
        request.setHeader(Headers.FACTORY.createCSeqHeader(++cSeq, "REGISTER"));
        if (!registrar.isReachedBy(account.domain())) {
            request.addLast(Headers.FACTORY.createRouteHeader(Headers.address(registrar.route())));
        }
        request.setHeader(Headers.FACTORY.createContactHeader(Headers.ADDRESSES.createAddress(contact())));
        request.setHeader(Headers.FACTORY.createExpiresHeader(expires));
        // RFC 3327 section 5.1: a proxy in between may want to be on the way back
        request.setHeader(Headers.FACTORY.createSupportedHeader("path"));
        request.setHeader(Headers.of("Allow", offered.allow()));
        request.setHeader(Headers.FACTORY.createUserAgentHeader(List.of(settings.userAgent())));
        return request;
    }
}

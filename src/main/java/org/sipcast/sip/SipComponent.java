package org.sipcast.sip;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stack.Registrations;
import org.sipcast.sip.stack.SipMethod;
import org.sipcast.sip.stack.SipSettings;
import org.sipcast.sip.stack.SipStack;
import org.sipcast.sip.stack.TrustedPeers;

/**
 * Takes and ends SIP calls. The component owns the one SIP stack: it listens from the start of its first consumer or
 * producer until the component stops, so that routes can be replaced while calls last.
 */
@Component("sip")
public class SipComponent extends TransportComponent {

    @Metadata(
            description = "The IP address to listen on, and to advertise unless advertisedAddress is set",
            defaultValue = "127.0.0.1")
    private String address = "127.0.0.1";

    @Metadata(description = "The address or host name in Contact and Via, if others reach us by another one")
    private @Nullable String advertisedAddress;

    @Metadata(description = "The port to listen on", defaultValue = "5080")
    private int port = 5080;

    @Metadata(
            description =
                    "IP addresses and CIDR blocks, separated by commas, that calls are taken from. This machine is"
                            + " always trusted, all others get 403")
    private @Nullable String trustedPeers;

    @Metadata(description = "What the Server and User-Agent header fields say", defaultValue = "Sipcast")
    private String userAgent = "Sipcast";

    @Metadata(
            label = "advanced",
            description = "The estimate of the round-trip time that all of SIP's timers are multiples of (RFC 3261"
                    + " section 17.1.1.1), in milliseconds",
            defaultValue = "500",
            javaType = "java.time.Duration")
    private long t1 = 500;

    @Metadata(
            label = "advanced",
            description = "How long a route may take to answer an INVITE, in milliseconds; the caller gets 504 then",
            defaultValue = "60000",
            javaType = "java.time.Duration")
    private long answerTimeout = 60_000;

    @Metadata(
            label = "advanced",
            description = "How many INVITEs the routes handle at the same time",
            defaultValue = "32")
    private int callThreads = 32;

    @Metadata(
            label = "advanced",
            description = "How many further INVITEs may wait; those beyond get 503",
            defaultValue = "1000")
    private int waitingCalls = 1000;

    @Metadata(
            label = "security",
            description =
                    "The names of SIP header fields, separated by commas, that reach routes as headers of the same"
                            + " name, without control characters and cut off after 1024 characters")
    private @Nullable String headers;

    private final Consumers consumers = new Consumers();
    private PassedHeaders passedHeaders = new PassedHeaders(SipHeaderFilterStrategy.of(null));
    private @Nullable SipStack stack;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Endpoint endpoint = RegistrationOperation.named(remaining)
                .<Endpoint>map(operation -> new RegistrationEndpoint(uri, this, operation))
                .orElseGet(() -> new SipEndpoint(uri, this, methodNamed(remaining)));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static SipMethod methodNamed(String name) {
        return Arrays.stream(SipMethod.values())
                .filter(method -> method.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sip:" + name + " is not known; there are "
                        + Arrays.stream(SipMethod.values())
                                .map(method -> "sip:" + method.name().toLowerCase(Locale.ROOT))
                                .toList()));
    }

    PassedHeaders passedHeaders() {
        return passedHeaders;
    }

    Consumers consumers() {
        return consumers;
    }

    /**
     * The stack, which the first call of this starts.
     *
     * @throws IllegalStateException if the address and port cannot be listened on
     * @throws IllegalArgumentException if a setting cannot be what it is
     */
    public synchronized SipStack stack() {
        if (stack == null) {
            stack = new SipStack(settings(), consumers, registrations());
        }
        return stack;
    }

    /** How many requests the stack has refused by itself so far, by status; none before it is there. */
    public synchronized Map<Integer, Long> refusals() {
        return stack == null ? Map.of() : stack.refusals();
    }

    /** Those that the registry holds, so that routes can ask the same bean what is due. */
    private Registrations registrations() {
        Registrations bean = getCamelContext().getRegistry().findSingleByType(Registrations.class);
        return bean == null ? Registrations.none() : bean;
    }

    private SipSettings settings() {
        return new SipSettings(
                address,
                given(advertisedAddress),
                port,
                getTlsPort(),
                listensOn(),
                // what comes from our own address comes from this machine
                TrustedPeers.parse(address + "," + (trustedPeers == null ? "" : trustedPeers)),
                userAgent,
                Duration.ofMillis(t1),
                Duration.ofMillis(answerTimeout),
                callThreads,
                waitingCalls,
                streams(),
                outbound());
    }

    @Override
    protected void doStop() throws Exception {
        SipStack running;
        synchronized (this) {
            running = stack;
            stack = null;
        }
        if (running != null) {
            running.close();
        }
        super.doStop();
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public @Nullable String getAdvertisedAddress() {
        return advertisedAddress;
    }

    public void setAdvertisedAddress(@Nullable String advertisedAddress) {
        this.advertisedAddress = advertisedAddress;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public @Nullable String getTrustedPeers() {
        return trustedPeers;
    }

    public void setTrustedPeers(@Nullable String trustedPeers) {
        this.trustedPeers = trustedPeers;
    }

    public String getUserAgent() {
        return userAgent;
    }

    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }

    public long getT1() {
        return t1;
    }

    public void setT1(long t1) {
        this.t1 = t1;
    }

    public long getAnswerTimeout() {
        return answerTimeout;
    }

    public void setAnswerTimeout(long answerTimeout) {
        this.answerTimeout = answerTimeout;
    }

    public @Nullable String getHeaders() {
        return headers;
    }

    /**
     * Sets the names of the header fields that reach routes.
     *
     * @throws IllegalArgumentException that names the first one which must not
     */
    public void setHeaders(@Nullable String headers) {
        passedHeaders = new PassedHeaders(SipHeaderFilterStrategy.of(headers));
        this.headers = headers;
    }

    public int getCallThreads() {
        return callThreads;
    }

    public void setCallThreads(int callThreads) {
        this.callThreads = callThreads;
    }

    public int getWaitingCalls() {
        return waitingCalls;
    }

    public void setWaitingCalls(int waitingCalls) {
        this.waitingCalls = waitingCalls;
    }
}

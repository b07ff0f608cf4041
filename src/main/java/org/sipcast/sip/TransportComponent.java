package org.sipcast.sip;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stack.Outbound;
import org.sipcast.sip.stack.Transport;
import org.sipcast.sip.stream.StreamSettings;
import org.sipcast.sip.stream.TlsSettings;

/** The settings of the {@code sip:} component that are about its transports. */
abstract class TransportComponent extends DefaultComponent {

    @Metadata(description = "The port to listen on with TLS", defaultValue = "5081")
    private int tlsPort = 5081;

    @Metadata(
            description = "The transports to listen on, separated by commas: udp, tcp, tls. TLS is left out until there"
                    + " is a tlsCertificate",
            defaultValue = "udp,tcp,tls")
    private String transports = "udp,tcp,tls";

    @Metadata(
            label = "security",
            description = "The file with our certificate for TLS, followed by those that it was signed with (PEM)")
    private @Nullable String tlsCertificate;

    @Metadata(label = "security", description = "The file with the certificate's private key (PEM, no password)")
    private @Nullable String tlsKey;

    @Metadata(
            label = "security",
            description = "The file with the certificates of those who sign our peers' (PEM); without one, those that"
                    + " Java knows")
    private @Nullable String tlsAuthorities;

    @Metadata(
            label = "security",
            description =
                    "Whether a server that we connect to must show a certificate with its name on it, signed by an"
                            + " authority",
            defaultValue = "true")
    private boolean tlsVerify = true;

    @Metadata(
            label = "security",
            description = "Whether those who connect to us must show a certificate as well",
            defaultValue = "false")
    private boolean tlsClientCertificates;

    @Metadata(
            description = "The server that our own requests outside calls go to first, such as"
                    + " sip:proxy.example.org;transport=tcp")
    private @Nullable String outboundProxy;

    @Metadata(
            label = "advanced",
            description = "How often the way to our platform is kept open, in milliseconds; 0 for never",
            defaultValue = "0",
            javaType = "java.time.Duration")
    private long keepAlive;

    @Metadata(
            label = "advanced",
            description = "How many TCP connections others may have open, and how many with TLS",
            defaultValue = "1000")
    private int maxConnections = 1000;

    @Metadata(
            label = "advanced",
            description = "After how long a connection that carries nothing is closed, in milliseconds",
            defaultValue = "3600000",
            javaType = "java.time.Duration")
    private long connectionIdle = 3_600_000;

    /**
     * What is listened on.
     *
     * @throws IllegalArgumentException if the setting names something else
     */
    public final List<Transport> listensOn() {
        return Arrays.stream(transports.split(",", -1))
                .map(TransportComponent::transportNamed)
                .filter(transport -> transport != Transport.TLS || given(tlsCertificate) != null)
                .distinct()
                .toList();
    }

    private static Transport transportNamed(String name) {
        try {
            return Transport.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + name.strip() + "' is no SIP transport; there are udp, tcp and tls", e);
        }
    }

    final StreamSettings streams() {
        StreamSettings usual = StreamSettings.usual();
        return new StreamSettings(
                maxConnections, Duration.ofMillis(connectionIdle), usual.patience(), usual.messageOctets(), tls());
    }

    private @Nullable TlsSettings tls() {
        String certificate = given(tlsCertificate);
        String key = given(tlsKey);
        String authorities = given(tlsAuthorities);
        if (certificate == null) {
            return null;
        }
        if (key == null) {
            throw new IllegalArgumentException(
                    "The TLS certificate " + certificate + " is of no use without its key: set tlsKey as well");
        }
        return new TlsSettings(
                Path.of(certificate),
                Path.of(key),
                authorities == null ? null : Path.of(authorities),
                tlsVerify,
                tlsClientCertificates);
    }

    final Outbound outbound() {
        return new Outbound(given(outboundProxy), Duration.ofMillis(keepAlive));
    }

    static @Nullable String given(@Nullable String setting) {
        return setting == null || setting.isBlank() ? null : setting.strip();
    }

    public String getTransports() {
        return transports;
    }

    public void setTransports(String transports) {
        this.transports = transports;
    }

    public int getTlsPort() {
        return tlsPort;
    }

    public void setTlsPort(int tlsPort) {
        this.tlsPort = tlsPort;
    }

    public @Nullable String getTlsCertificate() {
        return tlsCertificate;
    }

    public void setTlsCertificate(@Nullable String tlsCertificate) {
        this.tlsCertificate = tlsCertificate;
    }

    public @Nullable String getTlsKey() {
        return tlsKey;
    }

    public void setTlsKey(@Nullable String tlsKey) {
        this.tlsKey = tlsKey;
    }

    public @Nullable String getTlsAuthorities() {
        return tlsAuthorities;
    }

    public void setTlsAuthorities(@Nullable String tlsAuthorities) {
        this.tlsAuthorities = tlsAuthorities;
    }

    public boolean isTlsVerify() {
        return tlsVerify;
    }

    public void setTlsVerify(boolean tlsVerify) {
        this.tlsVerify = tlsVerify;
    }

    public boolean isTlsClientCertificates() {
        return tlsClientCertificates;
    }

    public void setTlsClientCertificates(boolean tlsClientCertificates) {
        this.tlsClientCertificates = tlsClientCertificates;
    }

    public @Nullable String getOutboundProxy() {
        return outboundProxy;
    }

    public void setOutboundProxy(@Nullable String outboundProxy) {
        this.outboundProxy = outboundProxy;
    }

    public long getKeepAlive() {
        return keepAlive;
    }

    public void setKeepAlive(long keepAlive) {
        this.keepAlive = keepAlive;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public long getConnectionIdle() {
        return connectionIdle;
    }

    public void setConnectionIdle(long connectionIdle) {
        this.connectionIdle = connectionIdle;
    }
}

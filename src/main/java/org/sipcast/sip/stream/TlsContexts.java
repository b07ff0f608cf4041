package org.sipcast.sip.stream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Begins TLS, in either direction, with one certificate of ours. */
final class TlsContexts {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final TlsSettings settings;
    private final SslContext server;
    private final SslContext client;

    /** @throws IllegalArgumentException that says which file is wrong and what to do */
    TlsContexts(TlsSettings settings) {
        this.settings = settings;
        List<X509Certificate> chain = Pem.certificates(settings.certificate());
        PrivateKey key = Pem.key(settings.key());
        requireValid(chain.get(0));
        requirePair(chain.get(0), key);
        X509Certificate[] ours = chain.toArray(X509Certificate[]::new);
        try {
            server = withTrust(SslContextBuilder.forServer(key, ours))
                    .clientAuth(settings.clientCertificates() ? ClientAuth.REQUIRE : ClientAuth.NONE)
                    .build();
            SslContextBuilder outgoing = SslContextBuilder.forClient().keyManager(key, ours);
            client = settings.verified()
                    ? withTrust(outgoing).build()
                    : outgoing.trustManager(InsecureTrustManagerFactory.INSTANCE)
                            .protocols(VERSIONS)
                            .build();
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    "TLS cannot be set up with the certificate in " + settings.certificate() + ": " + e.getMessage(),
                    e);
        }
    }

    private SslContextBuilder withTrust(SslContextBuilder builder) {
        if (settings.authorities() != null) {
            builder.trustManager(Pem.certificates(settings.authorities()));
        }
        return builder.protocols(VERSIONS);
    }

    private void requireValid(X509Certificate certificate) {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new IllegalArgumentException(
                    "The TLS certificate in " + settings.certificate() + " expired on "
                            + certificate.getNotAfter().toInstant() + ". Put a new one there",
                    e);
        } catch (CertificateNotYetValidException e) {
            throw new IllegalArgumentException(
                    "The TLS certificate in " + settings.certificate() + " is not valid before "
                            + certificate.getNotBefore().toInstant() + ". Is this machine's clock right?",
                    e);
        }
    }

    private void requirePair(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] probe = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw mismatch(e);
        }
        throw mismatch(null);
    }

    private IllegalArgumentException mismatch(@Nullable Exception cause) {
        return new IllegalArgumentException(
                "The private key in " + settings.key() + " is not that of the first certificate in "
                        + settings.certificate()
                        + ". That file must begin with our own certificate, followed by those that signed it",
                cause);
    }

    SslHandler accepting(ByteBufAllocator allocator) {
        return patient(server.newHandler(allocator));
    }

    /** @param host whose name or address the certificate must show (RFC 5922 section 7.2, without its rules for sip: URIs) */
    SslHandler connecting(ByteBufAllocator allocator, String host, int port) {
        SslHandler handler = patient(client.newHandler(allocator, host, port));
        if (settings.verified()) {
            SSLEngine engine = handler.engine();
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return handler;
    }

    private static SslHandler patient(SslHandler handler) {
        handler.setHandshakeTimeout(StreamSettings.CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }
}

package org.sipcast.sip.stream;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is set up. All files are PEM.
 *
 * @param certificate our certificate, followed by those that it was signed with
 * @param key its private key, without a password
 * @param authorities whose signatures are trusted; null for those that Java knows
 * @param verified whether the servers that we connect to must show a certificate with their name, signed by one of these
 * @param clientCertificates whether those who connect to us must show one as well
 */
public record TlsSettings(
        Path certificate, Path key, @Nullable Path authorities, boolean verified, boolean clientCertificates) {}

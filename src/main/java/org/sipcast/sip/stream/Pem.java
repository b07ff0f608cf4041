package org.sipcast.sip.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys; what is wrong with a file is said in words that name it. */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([^-]*)-----END \\1-----");

    private Pem() {}

    /** @throws IllegalArgumentException if there is none, or one that cannot be read */
    static List<X509Certificate> certificates(Path file) {
        byte[] text = read(file, "certificate");
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(text))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new CertificateException("nothing in it");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "There is no certificate in " + file + " that can be read. It must be in PEM form, and begin with"
                            + " -----BEGIN CERTIFICATE-----",
                    e);
        }
    }

    /** @throws IllegalArgumentException if there is none, or one that cannot be read */
    static PrivateKey key(Path file) {
        Matcher block = BLOCK.matcher(new String(read(file, "key"), StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new IllegalArgumentException("There is no private key in " + file
                    + ". It must be in PEM form, and begin with -----BEGIN PRIVATE KEY-----");
        }
        String form = block.group(1);
        if (form.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
            throw new IllegalArgumentException("The private key in " + file + " has a password. Take it off with:"
                    + " openssl pkey -in " + file + " -out NEW-FILE");
        }
        try {
            byte[] octets = Base64.getMimeDecoder().decode(block.group(2));
            return switch (form) {
                case "RSA PRIVATE KEY" -> key("RSA", DerKey.ofRsa(octets));
                case "EC PRIVATE KEY" -> key("EC", DerKey.ofEc(octets));
                default -> keyOfAnyKind(octets);
            };
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The private key in " + file + " cannot be read: " + e.getMessage()
                            + ". An RSA or EC key in PKCS #8 form is needed; openssl pkey makes one of others",
                    e);
        }
    }

    private static PrivateKey keyOfAnyKind(byte[] pkcs8) throws GeneralSecurityException {
        GeneralSecurityException reason = new GeneralSecurityException("no known kind");
        for (String kind : List.of("RSA", "EC", "EdDSA")) {
            try {
                return key(kind, pkcs8);
            } catch (GeneralSecurityException e) {
                reason = e;
            }
        }
        throw reason;
    }

    private static PrivateKey key(String kind, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] read(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("The TLS " + what + " " + file.toAbsolutePath() + " is missing", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The TLS " + what + " " + file.toAbsolutePath() + " cannot be read: " + e.getMessage(), e);
        }
    }
}

package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.sip.stream.StreamSettings;
import org.sipcast.sip.stream.TlsSettings;

/** What is said at the start about the files that TLS is set up with. */
class TlsFilesTest {

    static TestCertificates certificates;
    static Path ours;

    @BeforeAll
    static void make(@TempDir Path folder) {
        certificates = new TestCertificates(folder);
        ours = certificates.signed("ours", "IP:127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, req -x509 -newkey rsa:2048 -nodes -subj /CN=a -keyout KEY -out CERT",
        "RSA in the old form, req -x509 -newkey rsa:2048 -nodes -subj /CN=a -keyout NEW -out CERT; rsa -in NEW -traditional -out KEY",
        "EC, req -x509 -newkey ec -pkeyopt ec_paramgen_curve:secp384r1 -nodes -subj /CN=a -keyout KEY -out CERT",
        "EC in the old form, ecparam -name prime256v1 -genkey -out KEY; req -x509 -new -key KEY -subj /CN=a -out CERT",
        "Ed25519, req -x509 -newkey ed25519 -nodes -subj /CN=a -keyout KEY -out CERT",
    })
    void aKeyMayBeOfAnyUsualForm(String form, String commands) {
        String name = form.replace(' ', '-');
        for (String command : commands.split(";", -1)) {
            certificates.openssl(command.strip()
                    .replace("KEY", certificates.file(name + ".key"))
                    .replace("NEW", certificates.file(name + ".new"))
                    .replace("CERT", certificates.file(name + ".pem"))
                    .split(" ", -1));
        }

        start(file(name + ".pem"), file(name + ".key"));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> start(file("none.pem"), TestCertificates.keyOf(ours)))
                .hasMessageContaining("certificate " + file("none.pem") + " is missing");
        assertThatThrownBy(() -> start(ours, file("none.key")))
                .hasMessageContaining("key " + file("none.key") + " is missing");
    }

    @Test
    void aFileWithoutACertificateOrAKeyIsNamed() throws IOException {
        Path text = Files.writeString(file("text"), "hello");

        assertThatThrownBy(() -> start(text, TestCertificates.keyOf(ours)))
                .hasMessageContaining("no certificate in " + text)
                .hasMessageContaining("PEM");
        assertThatThrownBy(() -> start(ours, text)).hasMessageContaining("no private key in " + text);
    }

    @Test
    void aDamagedKeyIsNamed() throws IOException {
        Path damaged = Files.writeString(
                file("damaged.key"), "-----BEGIN EC PRIVATE KEY-----\nMAUC\n-----END EC PRIVATE KEY-----\n");

        assertThatThrownBy(() -> start(ours, damaged))
                .hasMessageContaining(damaged.toString())
                .hasMessageContaining("damaged");
    }

    @Test
    void aKeyWithAPasswordIsNamedAndHowToTakeItOff() {
        Path locked = file("locked.key");
        certificates.openssl(
                "pkey",
                "-in",
                TestCertificates.keyOf(ours).toString(),
                "-aes128",
                "-passout",
                "pass:secret",
                "-out",
                locked.toString());

        assertThatThrownBy(() -> start(ours, locked))
                .hasMessageContaining(locked + " has a password")
                .hasMessageContaining("openssl pkey");
    }

    @Test
    void anExpiredCertificateIsNamedAndWhenItExpired() {
        Path expired = certificates.expired("expired");

        assertThatThrownBy(() -> start(expired, TestCertificates.keyOf(expired)))
                .hasMessageContaining(expired + " expired on 2021-01-01");
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() {
        Path other = certificates.signed("other", "IP:127.0.0.1");

        assertThatThrownBy(() -> start(ours, TestCertificates.keyOf(other)))
                .hasMessageContaining("not that of the first certificate in " + ours);
    }

    @Test
    void tlsWithoutACertificateIsRefused() {
        assertThatThrownBy(() -> SipSettings.on("127.0.0.1", 5080).withTransports(List.of(Transport.TLS)))
                .hasMessageContaining("needs a certificate");
    }

    private static Path file(String name) {
        return Path.of(certificates.file(name));
    }

    private static void start(Path certificate, Path key) {
        SipSettings settings = SipSettings.on("127.0.0.1", Sipp.freePort())
                .withStreams(StreamSettings.usual()
                        .withTls(new TlsSettings(certificate, key, certificates.authority(), true, false)))
                .withTlsPort(Sipp.freePort())
                .withTransports(List.of(Transport.TLS));
        try (SipStack stack = new SipStack(settings, new RecordingApplication())) {
            assertThat(stack.connections()).isZero();
        }
    }
}

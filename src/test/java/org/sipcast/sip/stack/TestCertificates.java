package org.sipcast.sip.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sipcast.e2e.program.Program;

/** Certificates that openssl makes, and an authority of its own for each folder. */
public final class TestCertificates {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;

    public TestCertificates(Path folder) {
        this.folder = folder;
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=authority",
                "-keyout",
                file("authority.key"),
                "-out",
                file("authority.pem"));
    }

    public Path authority() {
        return folder.resolve("authority.pem");
    }

    /** A certificate for such names as {@code IP:127.0.0.1,DNS:localhost}, and its key in PKCS #8, beside it. */
    public Path signed(String name, String subjects) {
        return signed(name, subjects, "-not_before", "20260101000000Z", "-not_after", "20991231235959Z");
    }

    /** One whose time is over. */
    Path expired(String name) {
        return signed(name, "IP:127.0.0.1", "-not_before", "20200101000000Z", "-not_after", "20210101000000Z");
    }

    private Path signed(String name, String subjects, String... validity) {
        try {
            Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=" + subjects + "\n");
            Files.createDirectories(folder.resolve("certs"));
            Files.writeString(folder.resolve("index.txt"), "");
            Files.writeString(
                    folder.resolve("ca.cnf"),
                    """
                    [ca]
                    default_ca=d
                    [d]
                    database=%1$s/index.txt
                    new_certs_dir=%1$s/certs
                    rand_serial=yes
                    policy=p
                    default_md=sha256
                    unique_subject=no
                    [p]
                    commonName=supplied
                    """
                            .formatted(folder));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        openssl(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                file(name + ".key"),
                "-out",
                file(name + ".csr"));
        List<String> words = new ArrayList<>(List.of(
                "ca",
                "-batch",
                "-notext",
                "-config",
                file("ca.cnf"),
                "-cert",
                file("authority.pem"),
                "-keyfile",
                file("authority.key"),
                "-extfile",
                file(name + ".ext"),
                "-in",
                file(name + ".csr"),
                "-out",
                file(name + ".pem")));
        for (int i = 0; i < validity.length; i += 2) {
            words.add(validity[i].replace("-not_before", "-startdate").replace("-not_after", "-enddate"));
            words.add(validity[i + 1]);
        }
        openssl(words.toArray(String[]::new));
        return folder.resolve(name + ".pem");
    }

    /** The key of a certificate that was made here. */
    public static Path keyOf(Path certificate) {
        return certificate.resolveSibling(certificate.getFileName().toString().replace(".pem", ".key"));
    }

    /** Runs openssl with files of this folder. */
    void openssl(String... words) {
        Program.run(
                LIMIT,
                Map.of(),
                Stream.concat(Stream.of("openssl"), Stream.of(words)).toList());
    }

    String file(String name) {
        return folder.resolve(name).toString();
    }
}

package org.sipcast.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/**
 * The shipped Kamailio as {@code bin/sipcast-platform} starts it, on ports of its own; its log is printed when a test fails. Each
 * channel of {@code conf/channels.yaml} and {@code viewer1} to {@code viewer3} have accounts; a test may add others.
 */
public final class Kamailio implements BeforeAllCallback, AfterAllCallback, TestWatcher, AutoCloseable {
    public static final String DOMAIN = "example.org";

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MEDIA_PORTS = 200;

    private final Path run = openFolder();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "SIPCAST_RUN", run.toString(),
            "SIPCAST_RECORDS", run.toString(),
            "SIPCAST_LOGS", run.toString(),
            "SIPCAST_ADDRESS", FreePorts.loopback().getHostAddress(),
            "SIPCAST_DOMAIN", DOMAIN,
            "SIPCAST_PLATFORM_PORT", Integer.toString(FreePorts.one()),
            "SIPCAST_PLATFORM_TLS_PORT", Integer.toString(FreePorts.one()),
            "SIPCAST_PLATFORM_WS_PORT", Integer.toString(FreePorts.one()),
            "SIPCAST_PLATFORM_WSS_PORT", Integer.toString(FreePorts.one())));
    private final Thread atExit = new Thread(this::stop);

    {
        int media = FreePorts.range(MEDIA_PORTS);
        environment.put("SIPCAST_RTPENGINE_PORT", Integer.toString(FreePorts.one()));
        environment.put("SIPCAST_RTPENGINE_MEDIA", media + "-" + (media + MEDIA_PORTS - 1));
    }

    /** Adds an account, or gives one a known password; before the start. */
    public Kamailio withAccount(String user, String password) {
        try {
            var passwords = run.resolve("platform/passwords");
            Files.createDirectories(passwords.getParent());
            var lines = Files.exists(passwords) ? Files.readString(passwords) : "";
            Files.writeString(passwords, lines + user + " " + password + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The longest registration that is granted, in whole seconds; before the start. */
    public Kamailio withMaxExpires(Duration maxExpires) {
        environment.put("SIPCAST_PLATFORM_MAX_EXPIRES", Long.toString(maxExpires.toSeconds()));
        return this;
    }

    /** Another value of a variable that {@code bin/sipcast-platform} lists; before the start. */
    public Kamailio with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Another file of channels; before the start. */
    public Kamailio withChannels(Path file) {
        environment.put("SIPCAST_CHANNELS", file.toString());
        return this;
    }

    /** Starts it and returns once it answers. */
    public Kamailio start() {
        Runtime.getRuntime().addShutdownHook(atExit);
        command("start");
        return this;
    }

    /** As if its machine was switched off in good order: all registrations are lost. */
    public void stop() {
        command("stop");
    }

    /** Stops it and starts it again on the same ports, with the same accounts. */
    public void restart() {
        stop();
        command("start");
    }

    /** Runs a command of {@code bin/sipcast-platform} and returns what it prints. */
    public String command(String command) {
        return Program.run(LIMIT, environment, List.of("bin/sipcast-platform", command));
    }

    /** The users who are registered at the moment. */
    public List<String> registered() {
        return command("status").lines().skip(1).map(String::strip).toList();
    }

    /** Where they have registered from and can be reached, in Kamailio's own words. */
    public String locations() {
        return ask("ul.dump");
    }

    /** The browsers that are connected, in Kamailio's own words. */
    public String webSockets() {
        return ask("ws.dump");
    }

    /** What Kamailio answers to a question of kamcmd's. */
    String ask(String question) {
        var control = "unix:" + run.resolve("platform/control");
        return Program.run(LIMIT, Map.of(), List.of("kamcmd", "-s", control, question));
    }

    /** For UDP and TCP. */
    public InetSocketAddress address() {
        return new InetSocketAddress(FreePorts.loopback(), port("SIPCAST_PLATFORM_PORT"));
    }

    public InetSocketAddress tlsAddress() {
        return new InetSocketAddress(FreePorts.loopback(), port("SIPCAST_PLATFORM_TLS_PORT"));
    }

    /** For browsers: {@code ws} or {@code wss}. */
    public URI webSocket(String scheme) {
        var variable = scheme.equals("ws") ? "SIPCAST_PLATFORM_WS_PORT" : "SIPCAST_PLATFORM_WSS_PORT";
        return URI.create(scheme + "://127.0.0.1:" + port(variable) + "/");
    }

    /** Where rtpengine takes Kamailio's orders. */
    public InetSocketAddress mediaControl() {
        return new InetSocketAddress(FreePorts.loopback(), port("SIPCAST_RTPENGINE_PORT"));
    }

    /** What channels and phones register at, over UDP. */
    public String registrar() {
        return "sip:127.0.0.1:" + port("SIPCAST_PLATFORM_PORT");
    }

    public String uri(String user) {
        return "sip:" + user + "@" + DOMAIN;
    }

    public String password(String user) {
        var password = passwords().get(user);
        if (password == null) {
            throw new IllegalStateException(user + " has no account");
        }
        return password;
    }

    public Map<String, String> passwords() {
        var passwords = new TreeMap<String, String>();
        read("platform/passwords")
                .lines()
                .map(line -> line.split(" ", 2))
                .forEach(pair -> passwords.put(pair[0], pair[1]));
        return passwords;
    }

    /** The channels' accounts, as the application reads them; there once it has started. */
    public Path accounts() {
        return run.resolve("accounts.properties");
    }

    /** What signs its TLS, in PEM. */
    public Path certificate() {
        return run.resolve("platform/certificate.pem");
    }

    /** What a client needs to trust that certificate and no other. */
    public SSLContext trusting() {
        try (var in = Files.newInputStream(certificate())) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "platform", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path runFolder() {
        return run;
    }

    /** Environment variables that make another start of the launcher find this platform. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** The process id of {@code kamailio} or {@code rtpengine}. */
    public long pid(String program) {
        return Long.parseLong(read("platform/" + program + ".pid").strip());
    }

    public String log() {
        return log("kamailio");
    }

    public String log(String program) {
        var file = "platform/" + program + ".log";
        return Files.exists(run.resolve(file)) ? read(file) : "";
    }

    private String read(String file) {
        try {
            return Files.readString(run.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int port(String variable) {
        return Integer.parseInt(environment.getOrDefault(variable, ""));
    }

    /** A folder that the user can enter as whom Kamailio runs. */
    private static Path openFolder() {
        try {
            var folder = Files.createTempDirectory(Path.of("/tmp"), "sipcast-platform-");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println("--- " + context.getDisplayName() + ": Kamailio's log\n" + log() + "\nrtpengine's log\n"
                + log("rtpengine"));
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
        Program.run(LIMIT, Map.of(), List.of("rm", "-r", run.toString()));
    }
}

package org.sipcast.e2e.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.sipcast.e2e.program.FreePorts;

/** A headless linphonec, driven by what a person would type. It decodes VP8 and Opus, and saves pictures. */
public final class Linphone implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Pattern LINE = Pattern.compile("Message received from sip:[^ ]+: (.*)");

    private final Path folder;
    private final Process process;
    private final Writer keyboard;

    private Linphone(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        keyboard = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a phone that trusts one authority.
     *
     * @param authority what servers' certificates are signed with
     */
    public static Linphone start(Path authority) {
        return start(authority, "");
    }

    /**
     * Starts a phone of a platform's subscriber, whose calls and lines go there first.
     *
     * @param platform such as {@code sip:127.0.0.1:5060}
     */
    public static Linphone start(
            Path authority, String name, String addressOfRecord, String user, String password, String platform) {
        var phone = start(
                authority,
                """
                [auth_info_0]
                username=%3$s
                passwd=%4$s
                realm=%6$s
                [proxy_0]
                reg_proxy=<%5$s>
                reg_route=<%5$s;lr>
                reg_identity="%1$s" <%2$s>
                reg_expires=60
                reg_sendregister=1
                [sip]
                default_proxy=0
                """
                        .formatted(
                                name,
                                addressOfRecord,
                                user,
                                password,
                                platform,
                                addressOfRecord.substring(addressOfRecord.indexOf('@') + 1)));
        try {
            phone.await("the registration", () -> phone.read("log").contains("to [LinphoneRegistrationOk]"));
        } catch (RuntimeException e) {
            phone.close();
            throw e;
        }
        return phone;
    }

    private static Linphone start(Path authority, String account) {
        try {
            var folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target/e2e").toAbsolutePath()), "linphone-");
            Files.writeString(folder.resolve("rc"), configuration(folder, authority) + account);
            var builder = new ProcessBuilder(
                            List.of("linphonec", "-D", "-d", "6", "-c", folder + "/rc", "-l", folder + "/log"))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("screen").toFile());
            // what it keeps is for this run only
            builder.environment().put("HOME", folder.toString());
            builder.environment().put("XDG_DATA_HOME", folder.toString());
            builder.environment().put("XDG_CONFIG_HOME", folder.toString());
            var phone = new Linphone(folder, builder.start());
            phone.type("soundcard use files");
            phone.awaitOnScreen("Using wav files");
            return phone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a database of its own it does not listen; without a way to sound it needs files. */
    private static String configuration(Path folder, Path authority) {
        int rtp = FreePorts.range(4);
        return """
                [sip]
                use_ipv6=0
                ipv6_migration_done=1
                bind_address=127.0.0.1
                sip_port=%1$d
                sip_tcp_port=%1$d
                sip_tls_port=-1
                root_ca=%4$s
                verify_server_certs=1
                verify_server_cn=1
                [storage]
                uri=%3$s/linphone.db
                call_logs_db_uri=%3$s/calls.db
                zrtp_secrets_db_uri=%3$s/zrtp.db
                [rtp]
                audio_rtp_port=%2$d
                video_rtp_port=%5$d
                [video]
                enabled=1
                capture=0
                display=1
                automatically_initiate=1
                automatically_accept=1
                """
                .formatted(FreePorts.one(), rtp, folder, authority, rtp + 2);
    }

    /** Calls, and returns once media flows. */
    public void call(String uri) {
        type("call " + uri);
        awaitOnScreen("Media streams established");
    }

    /** Waits until pictures have been decoded for some seconds. */
    public void awaitPictures() {
        await("pictures", () -> read("log").contains("VP8 decoder: FPS"));
    }

    /** Sends a line to an address, outside of any call. */
    public void say(String uri, String line) {
        type("chat " + uri + " " + line);
    }

    /** The lines that came, in order. */
    public List<String> heard() {
        return LINE.matcher(new String(read("screen").getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    public void hangUp() {
        type("terminate");
        awaitOnScreen("ended (No error)");
    }

    private void type(String line) {
        try {
            keyboard.write(line + "\n");
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitOnScreen(String words) {
        await(words, () -> read("screen").contains(words));
    }

    private void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast("linphonec has ended", () -> !process.isAlive())
                .until(condition);
    }

    private String read(String file) {
        try {
            var path = folder.resolve(file);
            return Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        type("quit");
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

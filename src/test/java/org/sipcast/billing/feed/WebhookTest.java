package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
    /** The example of the specification's own libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    @Test
    void signsAsTheSpecificationsLibrariesDo() {
        assertThat(WebhookSecret.parse(SECRET)
                        .signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEachSecretWhileOneIsBeingReplaced(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n" + OTHER + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Webhook.of("https://example.org", "", file.toString(), 1))
                .hasMessageContaining("everybody on this machine can read the secret in " + file)
                .hasMessageNotContaining(SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        WebhookMessage message =
                Webhook.of("https://example.org", "", file.toString(), 1).message(List.of(row()));

        assertThat(message.signature().split(" ", -1))
                .containsExactly(
                        WebhookSecret.parse(SECRET).signature("a/started", message.timestamp(), "{}"),
                        WebhookSecret.parse(OTHER).signature("a/started", message.timestamp(), "{}"));
    }

    @Test
    void aRequestSaysWhenItWasSigned() {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1614265330), ZoneOffset.UTC);
        assertThat(new Webhook(List.of(WebhookSecret.parse(SECRET)), false, clock)
                        .message(List.of(row()))
                        .timestamp())
                .isEqualTo(1614265330);
    }

    @Test
    void aSecretThatIsNoneIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> Webhook.of("https://example.org", "whsec_hunter2!", "", 1))
                .hasMessage("the webhook's secret is not base64");
        assertThatThrownBy(() -> Webhook.of("https://example.org", "aHVudGVyMg==", "", 1))
                .hasMessageContaining("has 7 octets")
                .hasMessageNotContaining("aHVudGVyMg");
        assertThatThrownBy(() -> Webhook.of("https://example.org", " ", "", 1))
                .hasMessageContaining("there is no secret to sign with");
        assertThatThrownBy(() -> Webhook.of("https://example.org", "", "/nowhere/secret", 1))
                .hasMessageContaining("/nowhere/secret can't be read");
    }

    private static Map<String, Object> row() {
        return Map.of("node", "n", "seq", 1, "id", "a/started", "json", "{}");
    }
}

package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipcast.sip.stack.SipMethod.MESSAGE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MESSAGE (RFC 3428), in calls and outside. */
class IncomingMessageTest extends StackTest {
    @BeforeEach
    void answerCallsAndMessages() {
        application.answers = request -> CompletableFuture.completedFuture(
                request.method() == MESSAGE ? Answer.of(200) : Answer.withSdp(RecordingApplication.SDP));
    }

    @Test
    void aMessageOutsideCallsIsAnsweredAndOpensNone() throws IOException {
        String answer = ask(message("text/plain", "Grüß Gott"));

        assertThat(answer).startsWith("SIP/2.0 200 ");
        assertThat(last().dialogId()).isNull();
        assertThat(last().body()).isEqualTo("Grüß Gott");
        assertThat(last().user()).isEqualTo("demo");
        assertThat(stack.counts().dialogs()).isZero();
    }

    @Test
    void aMessageInACallIsOfThatCall() throws IOException {
        String ok = call();

        String answer = ask(body(phone.inDialog("MESSAGE", 2, ok), "text/plain", octets("hello")));

        assertThat(answer).startsWith("SIP/2.0 200 ").doesNotContain("Contact:");
        assertThat(last().dialogId()).isNotNull();
    }

    @Test
    void whatIsNoUtf8IsRefused() throws IOException {
        byte[] broken = {'h', (byte) 0xC3, (byte) 0x28, (byte) 0xFF};

        assertThat(ask(body(request(), "text/plain", broken))).startsWith("SIP/2.0 400 ");
        assertThat(application.requests).isEmpty();
    }

    @Test
    void textInAnotherCharsetIsReadAsItSays() throws IOException {
        byte[] latin = "Grüß".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(ask(body(request(), "text/plain;charset=ISO-8859-1", latin))).startsWith("SIP/2.0 200 ");
        assertThat(last().body()).isEqualTo("Grüß");
    }

    @Test
    void picturesReachTheApplicationWhichRefusesThem() throws IOException {
        application.answers = request ->
                CompletableFuture.completedFuture(Answer.of(415).withHeader("Accept", "text/plain, message/cpim"));
        byte[] picture = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

        assertThat(ask(body(request(), "image/jpeg", picture)))
                .startsWith("SIP/2.0 415 ")
                .contains("Accept: text/plain, message/cpim\r\n");
    }

    @Test
    void aDatagramThatIsTooLongIsRefused() throws IOException {
        assertThat(ask(message("text/plain", "x".repeat(64_000)))).startsWith("SIP/2.0 513 ");
        assertThat(ask(message("text/plain", "x".repeat(16_384)))).startsWith("SIP/2.0 513 ");
        assertThat(application.requests).isEmpty();
    }

    @Test
    void aBodyThatFitsIntoADatagramReachesTheApplication() throws IOException {
        assertThat(ask(message("text/plain", "x".repeat(15_000)))).startsWith("SIP/2.0 200 ");
        assertThat(last().body()).hasSize(15_000);
    }

    @Test
    void ourMessagesSayTheirCharset() throws IOException {
        call();
        UUID id = Objects.requireNonNull(application.requests.get(0).dialogId());

        var unused = stack.send(id, new DialogRequest(MESSAGE, "text/plain;charset=utf-8", "Grüß", Map.of()));

        assertThat(phone.receiveRequest("MESSAGE"))
                .containsIgnoringCase("Content-Type: text/plain;charset=utf-8\r\n")
                .contains("Content-Length: 6\r\n")
                .endsWith("\r\n\r\nGrüß");
    }

    private SipRequest last() {
        return application.requests.get(application.requests.size() - 1);
    }

    private String request() {
        return phone.request("MESSAGE", "sip:demo@127.0.0.1:" + port, 1, "", "m");
    }

    private byte[] message(String type, String text) throws IOException {
        return body(request(), type, octets(text));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] body(String request, String type, byte[] body) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(octets(request.replace(
                "Content-Length: 0\r\n\r\n",
                "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n")));
        message.write(body);
        return message.toByteArray();
    }

    private String ask(byte[] request) throws IOException {
        phone.send(request);
        String answer = phone.receiveFinal();
        // the INVITE's 200 may come again before its ACK was seen
        return SipPhone.header(answer, "CSeq").endsWith("MESSAGE") ? answer : phone.receiveFinal();
    }
}

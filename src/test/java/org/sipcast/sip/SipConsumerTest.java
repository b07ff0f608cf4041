package org.sipcast.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.sipcast.sip.stack.SipPhone;

class SipConsumerTest extends CamelSipTest {

    @Test
    void routesSeeACallFromInviteToBye() throws Exception {
        answerCalls("answer");
        hearOf("ack", "bye");

        sipp.call("call");

        await().untilAsserted(() -> assertThat(methods()).containsExactly("INVITE", "ACK", "BYE"));
        assertThat(seen)
                .extracting(headers -> headers.get(SipConstants.DIALOG_ID))
                .containsOnly(seen.get(0).get(SipConstants.DIALOG_ID));
        assertThat(seen.get(0))
                .containsEntry(SipConstants.USER, "demo")
                .containsEntry(SipConstants.FROM_DISPLAY_NAME, "Ann")
                .containsEntry(SipConstants.CONTENT_TYPE, "application/sdp")
                .containsEntry(SipConstants.TRANSPORT, "UDP")
                .containsEntry(SipConstants.REMOTE_ADDRESS, "127.0.0.1");
        assertThat(seen.get(2))
                .containsEntry(SipConstants.ORIGIN, "remote")
                .containsEntry(SipConstants.REASON, "SIP;cause=200;text=\"seen enough\"");
    }

    @Test
    void nothingButOurHeadersReachesARoute() throws Exception {
        answerCalls("answer");

        try (SipPhone phone = new SipPhone(port)) {
            phone.ask(phone.invite("CamelSipStatus: 603", "camelFileName: /etc/passwd", "X-Other: 1"));
        }

        assertThat(seen.get(0).keySet())
                .doesNotContain(SipConstants.STATUS)
                .allMatch(name -> name.startsWith("CamelSip"));
    }

    @Test
    void headerFieldsThatWereAskedForReachARouteAsText() throws Exception {
        sip.setHeaders("X-Tour, Subject");
        answerCalls("answer");

        try (SipPhone phone = new SipPhone(port)) {
            phone.ask(phone.invite("x-tour: a\tb", "X-TOUR: c", "Subject: " + "s".repeat(2000), "X-Other: 1"));
        }

        assertThat(seen.get(0)).containsEntry("X-Tour", "a b, c").doesNotContainKey("X-Other");
        assertThat(seen.get(0).get("Subject")).isEqualTo("s".repeat(1024));
    }

    @Test
    void aRouteKnowsWhoThePlatformSaysIsCalling() throws Exception {
        answerCalls("answer");

        try (SipPhone phone = new SipPhone(port)) {
            phone.ask(phone.invite("P-Asserted-Identity: \"Ann Example\" <sip:+4312345@example.org>"));
        }

        assertThat(seen.get(0))
                .containsEntry(SipConstants.IDENTITY, "sip:+4312345@example.org")
                .containsEntry(SipConstants.IDENTITY_DISPLAY_NAME, "Ann Example");
    }

    @Test
    void aChangeReachesItsRouteAndMessagesWithinACallGoBothWays() throws Exception {
        answerCalls("answer");
        hearOf("ack", "update", "message");
        try (SipPhone phone = new SipPhone(port)) {
            String ok = phone.call();
            await().until(() -> methods().contains("ACK"));
            Object id = seen.get(0).get(SipConstants.DIALOG_ID);

            assertThat(phone.ask(phone.change("UPDATE", 2, ok))).startsWith("SIP/2.0 200");
            assertThat(seen.get(2))
                    .containsEntry(SipConstants.EVENT, "UPDATE")
                    .containsEntry(SipConstants.METHOD, "UPDATE")
                    .containsEntry(SipConstants.DIALOG_ID, id);
            assertThat(phone.ask(phone.inDialog("MESSAGE", 3, ok))).startsWith("SIP/2.0 200");
            assertThat(phone.ask(phone.inDialog("INFO", 4, ok))).startsWith("SIP/2.0 405");

            var sent = camel.createProducerTemplate()
                    .asyncRequestBodyAndHeader("sip:message", "hello", SipConstants.DIALOG_ID, id);
            String message = phone.receiveRequest();
            assertThat(message).startsWith("MESSAGE ").endsWith("\r\n\r\nhello");
            phone.send(phone.response(message, "200 OK"));
            sent.get();
        }
    }

    @Test
    void aRouteRefusesWithWords() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:invite")
                        .setHeader(SipConstants.STATUS, constant(486))
                        .setHeader(SipConstants.REASON_PHRASE, constant("All Seats Taken"))
                        .setHeader(SipConstants.WARNING, constant("Ten people watch \"demo\" already"))
                        .setHeader(SipConstants.RETRY_AFTER, constant(30));
            }
        });

        try (SipPhone phone = new SipPhone(port)) {
            assertThat(phone.ask(phone.invite()))
                    .startsWith("SIP/2.0 486 All Seats Taken\r\n")
                    .contains("Warning: 399 127.0.0.1 \"Ten people watch \\\"demo\\\" already\"\r\n")
                    .contains("Retry-After: 30\r\n")
                    .endsWith("Content-Length: 0\r\n\r\n");
        }
    }

    @Test
    void aRouteThatFailsIsA500WithoutDetails() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:invite").throwException(new IllegalStateException("secret"));
            }
        });

        try (SipPhone phone = new SipPhone(port)) {
            assertThat(phone.ask(phone.invite())).startsWith("SIP/2.0 500").doesNotContain("secret");
        }
    }

    @Test
    void aRouteWhoseAnswerIsUnusableHearsThatTheCallIsOver() throws Exception {
        hearOf("cancel");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:invite").setHeader(SipConstants.STATUS, constant(42));
            }
        });

        try (SipPhone phone = new SipPhone(port)) {
            assertThat(phone.ask(phone.invite())).startsWith("SIP/2.0 500");
            await().untilAsserted(() -> assertThat(methods()).containsExactly("CANCEL"));
        }
    }

    @Test
    void optionsAreAnsweredAsAnInviteWouldBe() throws Exception {
        answerCalls("answer");

        sipp.call("options");
    }

    @Test
    void aRouteMayAnswerOptions() throws Exception {
        hearOf("options");

        sipp.call("options");

        assertThat(methods()).containsExactly("OPTIONS");
    }

    @Test
    void aCancelFollowsTheInviteThatItCancels() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:invite").process(SipConsumerTest.this::see).process(exchange -> slow.await());
            }
        });
        hearOf("cancel");

        sipp.call("cancel");

        assertThat(methods()).containsExactly("INVITE");
        slow.countDown();
        await().untilAsserted(() -> assertThat(methods()).containsExactly("INVITE", "CANCEL"));
    }

    @Test
    void aLostAckIsTheStacksOwnBye() throws Exception {
        answerCalls("answer");
        hearOf("ack", "bye");

        sipp.call("lost-ack");

        await().untilAsserted(() -> assertThat(methods()).containsExactly("INVITE", "BYE"));
        assertThat(seen.get(1))
                .containsEntry(SipConstants.ORIGIN, "local")
                .containsEntry(SipConstants.REASON, "no ACK")
                .containsEntry(SipConstants.DIALOG_ID, seen.get(0).get(SipConstants.DIALOG_ID))
                .doesNotContainKey(SipConstants.REMOTE_ADDRESS);
    }
}

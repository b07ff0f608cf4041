package org.sipcast;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Channels;
import org.sipcast.channel.UnknownChannelException;
import org.sipcast.chat.LineJson;
import org.sipcast.chat.LineTooLongException;
import org.sipcast.chat.Rooms;
import org.sipcast.chat.UnreadableLineException;
import org.sipcast.records.Problem;

/** Takes what operators post to rooms by HTTP, and says what became of it. */
public final class OperatorDesk {
    private static final String JSON = "application/json";

    private final Channels channels;
    private final Rooms rooms;

    public OperatorDesk(Channels channels, Rooms rooms) {
        this.channels = channels;
        this.rooms = rooms;
    }

    /** The line as the bus takes it, of a request that was posted to {@code /rooms/CHANNEL} as text, which the page's server sees to. */
    public String read(Message request) {
        String path = request.getHeader(Exchange.HTTP_PATH, "", String.class);
        String channel =
                channels.require(path.substring(path.lastIndexOf('/') + 1)).name();
        String text = text(request.getBody(byte[].class));
        return LineJson.write(rooms.notice(channel, rooms.checked(text)));
    }

    private static String text(byte @Nullable [] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets == null ? new byte[0] : octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableLineException("This is no UTF-8.");
        }
    }

    /** Says that the line is on the bus, and how it looks there. */
    public void accept(Exchange exchange) {
        answer(exchange.getMessage(), 202, JSON, exchange.getMessage().getBody(String.class));
    }

    /** Says why it is not. */
    public void refuse(Exchange exchange) {
        Exception failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        String words = Explanation.of(failure);
        Problem problem;
        if (isOf(failure, UnknownChannelException.class)) {
            problem = new Problem(404, "No such channel", words, 0);
        } else if (isOf(failure, LineTooLongException.class)) {
            problem = new Problem(413, "Too long", words, 0);
        } else if (isOf(failure, UnreadableLineException.class)) {
            problem = new Problem(400, "No line", words, 0);
        } else {
            problem =
                    new Problem(503, "Not available at the moment", "The room can't be reached: this was not sent.", 5);
        }
        answer(exchange.getMessage(), problem.status(), Problem.CONTENT_TYPE, problem.json());
    }

    /** Camel wraps what a bean throws. */
    private static boolean isOf(@Nullable Throwable failure, Class<? extends Throwable> kind) {
        return ObjectHelper.getException(kind, failure) != null;
    }

    private static void answer(Message answer, int status, String type, String body) {
        // the request's own would go back with it
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        answer.setHeader(Exchange.CONTENT_TYPE, type);
        answer.setBody(body);
    }
}

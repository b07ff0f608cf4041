package org.sipcast.e2e.phone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipcast.e2e.program.FreePorts;

/** Baresip's {@code ctrl_tcp}: JSON in netstrings, one reply per command and events in between. */
final class BaresipControl implements AutoCloseable {
    private static final long REPLY_SECONDS = 5;

    private final ObjectMapper json = new ObjectMapper();
    private final Socket socket;
    private final BlockingQueue<JsonNode> replies = new LinkedBlockingQueue<>();
    private final List<BaresipEvent> events = new CopyOnWriteArrayList<>();

    BaresipControl(int port) throws IOException {
        socket = new Socket(FreePorts.loopback(), port);
        socket.setTcpNoDelay(true);
        var reader = new Thread(this::readAll, "baresip-control-" + port);
        reader.setDaemon(true);
        reader.start();
    }

    /** Executes a command and returns what baresip prints for it. */
    synchronized String execute(String command, @Nullable String parameter) {
        try {
            byte[] request = json.writeValueAsBytes(
                    parameter == null ? Map.of("command", command) : Map.of("command", command, "params", parameter));
            var out = socket.getOutputStream();
            out.write((request.length + ":" + new String(request, StandardCharsets.UTF_8) + ",")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            var reply = replies.poll(REPLY_SECONDS, TimeUnit.SECONDS);
            if (reply == null) {
                throw new IllegalStateException("baresip does not answer to " + command);
            }
            return reply.path("data").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<BaresipEvent> events() {
        return events;
    }

    private void readAll() {
        try (var in = new BufferedInputStream(socket.getInputStream())) {
            while (true) {
                var message = json.readTree(readNetstring(in));
                if (message.path("event").asBoolean()) {
                    events.add(new BaresipEvent(
                            message.path("type").asText(), message.path("param").asText()));
                } else {
                    replies.add(message);
                }
            }
        } catch (IOException e) {
            // baresip or the test has closed the connection; a command that waits then fails by its time-out
            events.add(new BaresipEvent("DISCONNECTED", e.toString()));
        }
    }

    private static byte[] readNetstring(InputStream in) throws IOException {
        int length = 0;
        int next;
        while ((next = in.read()) != ':') {
            if (next < '0' || next > '9') {
                throw new EOFException("no netstring");
            }
            length = length * 10 + next - '0';
        }
        byte[] payload = in.readNBytes(length);
        if (in.read() != ',') {
            throw new EOFException("netstring without its end");
        }
        return payload;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

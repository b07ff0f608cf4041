package org.sipcast.sip.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipcast.e2e.program.FreePorts;

/** A fake: answers each REGISTER as the test has scripted, over UDP; what comes after the script's end, by silence. */
final class FakeRegistrar implements AutoCloseable {

    /** A request as it came, with its header fields. */
    record Received(String text) {

        /** The value of the first header field of this name; empty if there is none. */
        String header(String name) {
            return headers(name).findFirst().orElse("");
        }

        Stream<String> headers(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return text.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip());
        }
    }

    private final DatagramSocket socket;
    private final Queue<Function<Received, String>> script = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    FakeRegistrar() throws IOException {
        socket = new DatagramSocket(FreePorts.one(), FreePorts.loopback());
        Thread thread = new Thread(this::listen, "fake-registrar");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers the next request by a status line without its version, and header fields; {@code CONTACT} is theirs. */
    FakeRegistrar then(String status, String... headers) {
        script.add(request -> answer(request, status, headers));
        return this;
    }

    /** What came, without retransmissions. */
    List<Received> received() {
        return List.copyOf(received);
    }

    RegistrarUri uri() {
        return RegistrarUri.parse("sip:127.0.0.1:" + socket.getLocalPort());
    }

    private static String answer(Received request, String status, String... headers) {
        String via = request.header("Via").replace(";rport", ";received=192.0.2.9;rport=4242");
        Stream<String> own = Stream.of(headers).map(header -> header.replace("CONTACT", request.header("Contact")));
        Stream<String> copied = Stream.of("From", "Call-ID", "CSeq").map(name -> name + ": " + request.header(name));
        Stream<String> lines = Stream.of(
                        Stream.of("SIP/2.0 " + status, "Via: " + via, "To: " + request.header("To") + ";tag=fake"),
                        copied,
                        own,
                        Stream.of("Content-Length: 0"))
                .flatMap(part -> part);
        return lines.collect(Collectors.joining("\r\n")) + "\r\n\r\n";
    }

    private void listen() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[16384], 16384);
                socket.receive(packet);
                Received request =
                        new Received(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
                boolean isNew = received.stream()
                        .noneMatch(known -> known.header("CSeq").equals(request.header("CSeq"))
                                && known.header("Call-ID").equals(request.header("Call-ID")));
                if (isNew) {
                    received.add(request);
                    Function<Received, String> next = script.poll();
                    if (next != null) {
                        send(next.apply(request), packet.getAddress(), packet.getPort());
                    }
                }
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String text, InetAddress address, int port) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(octets, octets.length, address, port));
    }

    @Override
    public void close() {
        socket.close();
    }
}

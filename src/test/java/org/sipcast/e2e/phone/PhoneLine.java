package org.sipcast.e2e.phone;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.sipcast.e2e.program.FreePorts;

/** What a phone's messages go over, as octets: a UDP socket or one TCP connection. */
interface PhoneLine extends AutoCloseable {
    /** Sends it; what the other side no longer takes is lost. */
    void send(byte[] message);

    /** Hands each message that comes to this. */
    void listen(Consumer<byte[]> messages);

    /** The beginning of a Via: protocol and sent-by. */
    String via();

    /** What stands behind the {@code @} of a Contact. */
    String contact();

    @Override
    void close();

    static PhoneLine udp(InetSocketAddress server) {
        try {
            return new Datagrams(new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), 0)), server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PhoneLine tcp(InetSocketAddress server) {
        try {
            var socket = new Socket(server.getAddress(), server.getPort());
            socket.setTcpNoDelay(true);
            return new Connection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One message a datagram. */
    record Datagrams(DatagramSocket socket, InetSocketAddress server) implements PhoneLine {
        private static final int MAX_MESSAGE = 65_507;

        @Override
        public void send(byte[] message) {
            try {
                socket.send(new DatagramPacket(message, message.length, server));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void listen(Consumer<byte[]> messages) {
            begin("datagrams-" + socket.getLocalPort(), () -> {
                byte[] buffer = new byte[MAX_MESSAGE];
                while (true) {
                    var packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    messages.accept(Arrays.copyOf(buffer, packet.getLength()));
                }
            });
        }

        @Override
        public String via() {
            return "SIP/2.0/UDP " + contact();
        }

        @Override
        public String contact() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Messages one after the other, each as long as its Content-Length says (RFC 3261 section 18.3). */
    record Connection(Socket socket) implements PhoneLine {
        private static final Pattern LENGTH = Pattern.compile("(?mi)^(?:Content-Length|l): *(\\d+)");

        @Override
        public void send(byte[] message) {
            try {
                socket.getOutputStream().write(message);
            } catch (IOException e) {
                // the server has closed it, as it may
                return;
            }
        }

        @Override
        public void listen(Consumer<byte[]> messages) {
            begin("connection-" + socket.getLocalPort(), () -> {
                var in = new BufferedInputStream(socket.getInputStream());
                while (true) {
                    messages.accept(next(in));
                }
            });
        }

        private static byte[] next(InputStream in) throws IOException {
            var message = new ByteArrayOutputStream();
            do {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("closed");
                }
                message.write(octet);
            } while (!message.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n"));
            var length = LENGTH.matcher(message.toString(StandardCharsets.ISO_8859_1));
            if (length.find()) {
                message.write(in.readNBytes(Integer.parseInt(length.group(1))));
            }
            return message.toByteArray();
        }

        @Override
        public String via() {
            return "SIP/2.0/TCP " + contact().replace(";transport=tcp", "");
        }

        @Override
        public String contact() {
            return "127.0.0.1:" + socket.getLocalPort() + ";transport=tcp";
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What ends when its socket is closed. */
    interface Reading {
        void run() throws IOException;
    }

    private static void begin(String name, Reading reading) {
        var thread = new Thread(
                () -> {
                    try {
                        reading.run();
                    } catch (IOException e) {
                        // closed
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}

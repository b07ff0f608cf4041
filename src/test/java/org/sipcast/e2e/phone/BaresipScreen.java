package org.sipcast.e2e.phone;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.sipcast.e2e.program.FreePorts;

/** Baresip's module {@code cons}: what a person would read, which is the only place where it shows the lines that come. */
final class BaresipScreen implements AutoCloseable {
    /** The sender's address and the line. */
    private static final Pattern LINE = Pattern.compile("\\rsips?:[^\\s\"]+: \"(.*?)\"\\r?\\n", Pattern.DOTALL);

    private final Socket socket;
    /** Guarded by itself. */
    private final StringBuilder text = new StringBuilder();

    private BaresipScreen(Socket socket) {
        this.socket = socket;
        var reader = new Thread(this::readAll, "baresip-screen-" + socket.getPort());
        reader.setDaemon(true);
        reader.start();
    }

    static BaresipScreen on(int port) {
        try {
            return new BaresipScreen(new Socket(FreePorts.loopback(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that were shown so far, in order. */
    List<String> lines() {
        synchronized (text) {
            return LINE.matcher(text).results().map(match -> match.group(1)).toList();
        }
    }

    private void readAll() {
        try (var reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)) {
            char[] part = new char[1024];
            int count;
            while ((count = reader.read(part)) >= 0) {
                synchronized (text) {
                    text.append(part, 0, count);
                }
            }
        } catch (IOException e) {
            // baresip or the test has closed the connection
            return;
        }
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

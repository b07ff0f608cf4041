package org.sipcast.vlc.telnet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A fake of VLC's control port that serves one connection by a script, which may break every rule. */
final class ScriptedPeer implements AutoCloseable {
    private final ServerSocket server;
    private final CountDownLatch gone = new CountDownLatch(1);

    /** What it says and hears, in order. */
    interface Script {
        void play(Peer peer) throws IOException;
    }

    /** The script's side of the connection. */
    record Peer(BufferedReader lines, OutputStream output) {
        void say(String text) throws IOException {
            output.write(text.getBytes(StandardCharsets.ISO_8859_1));
            output.flush();
        }

        String hear() throws IOException {
            String line = lines.readLine();
            return line == null ? "" : line;
        }

        /** The greeting, and yes to whatever secret comes. */
        void letIn() throws IOException {
            say("sipcast-vlc 1\n");
            hear();
            say("OK\n");
        }
    }

    ScriptedPeer(Script script) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(script), "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    ControlAddress address() {
        return new ControlAddress(server.getLocalPort(), "s3cret");
    }

    /** Counts down when the client has closed the connection. */
    CountDownLatch gone() {
        return gone;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(Script script) {
        try (Socket connection = server.accept();
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            script.play(new Peer(lines, connection.getOutputStream()));
        } catch (IOException e) {
            // the client has gone
        } finally {
            gone.countDown();
        }
    }
}

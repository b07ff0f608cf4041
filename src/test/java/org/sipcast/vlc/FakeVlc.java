package org.sipcast.vlc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fake of VLC's control port: it keeps hubs and the states that a test gives their sources, and plays nothing. */
final class FakeVlc implements AutoCloseable {
    private static final String COUNTERS =
            "packets=50 octets=8000 ms=1000 drops=0 rtcp-age=- lost=- jitter=- bye=no first-age=- at=9:8\n";

    private final String secret;
    private final ServerSocket server;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final Map<String, String> sources = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> sinks = new ConcurrentHashMap<>();
    private final Map<String, String> rules = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile String stateAfterOpen = "open";
    private volatile String sourceAge = "0";
    private volatile int position;
    private volatile boolean dead;

    /** Listens, and leaves port and secret where {@code bin/sipcast-vlc} does. */
    FakeVlc(Path runDirectory, String name, String secret) throws IOException {
        this.secret = secret;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Path folder = Files.createDirectories(runDirectory.resolve("vlc").resolve(name));
        Files.writeString(folder.resolve("secret"), secret + "\n");
        Files.writeString(folder.resolve("port"), server.getLocalPort() + "\n");
        daemon(this::accept);
    }

    List<String> commands() {
        return commands;
    }

    List<String> commandsThatBeginWith(String words) {
        return commands.stream().filter(line -> line.startsWith(words)).toList();
    }

    /** What the source of each hub is in right after {@code source open}. */
    void openSourcesInto(String state) {
        stateAfterOpen = state;
    }

    /** How many milliseconds ago the sources have delivered something. */
    void sourcesHaveBeenSilentFor(int milliseconds) {
        sourceAge = Integer.toString(milliseconds);
    }

    /** Where the sources are, in milliseconds. */
    void setPosition(int milliseconds) {
        position = milliseconds;
    }

    void setSource(String hub, String state) {
        sources.put(hub, state);
    }

    /** Drops the sinks of a hub, as the end of a lease does. */
    void dropSinks(String hub) {
        sinks.remove(hub);
    }

    /** Answers commands that begin so with this; with "" it hangs there, for the rest of the connection. */
    void answer(String beginning, String reply) {
        rules.put(beginning, reply);
    }

    /** Breaks the connections, as a fault would; the port stays. */
    void dropConnections() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** Ends as a killed process does: the port is refused from now on, its files stay. */
    void die() throws IOException {
        dead = true;
        server.close();
        dropConnections();
    }

    @Override
    public void close() throws IOException {
        die();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                if (dead) {
                    // a connection that came while the port was being closed
                    connection.close();
                }
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            write(connection, "sipcast-vlc 1\n");
            write(connection, ("auth " + secret).equals(lines.readLine()) ? "OK\n" : "ERR auth wrong\n");
            boolean hangs = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.add(line);
                String reply = hangs ? "" : reply(line);
                hangs = reply.isEmpty();
                write(connection, reply);
            }
        } catch (IOException e) {
            // the other side has gone
        }
    }

    private String reply(String line) {
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            if (line.startsWith(rule.getKey())) {
                return rule.getValue();
            }
        }
        String[] words = line.split(" ", 4);
        String verb = words[0] + " " + (words.length > 1 ? words[1] : "");
        String hub = words.length > 2 ? words[2] : "";
        switch (verb) {
            case "shutdown " -> {
                return "OK\n";
            }
            case "hub open" -> {
                sources.putIfAbsent(hub, "none");
                return "OK video=20000 audio=20002\n";
            }
            case "hub list" -> {
                StringBuilder list = new StringBuilder();
                sources.forEach((name, state) -> list.append("hub " + name + " source=" + state + " sinks="
                        + sinksOf(name).size() + " lease=15000 position=" + position + " source-age=" + sourceAge
                        + "\n"));
                return list + "OK\n";
            }
            case "hub close" -> {
                sources.remove(hub);
                return "OK\n";
            }
            default -> {
                return sources.containsKey(hub)
                        ? replyOfHub(verb, hub, words.length > 3 ? words[3] : "")
                        : "ERR nohub no such hub is open\n";
            }
        }
    }

    private Set<String> sinksOf(String hub) {
        return sinks.computeIfAbsent(hub, name -> ConcurrentHashMap.newKeySet());
    }

    private String replyOfHub(String verb, String hub, String rest) {
        switch (verb) {
            case "source open" -> sources.put(hub, stateAfterOpen);
            case "source close" -> sources.put(hub, "none");
            case "source state" -> {
                return "OK source=" + sources.get(hub) + " position=0 length=60000\n";
            }
            case "sink add" -> sinksOf(hub).add(rest.split(" ", 2)[0]);
            case "sink list" -> {
                StringBuilder list = new StringBuilder();
                sinksOf(hub).forEach(sink -> list.append("sink " + sink + " audio " + COUNTERS));
                return list + "OK\n";
            }
            case "sink del" -> {
                sinksOf(hub).remove(rest);
                return "OK audio " + COUNTERS;
            }
            default -> {}
        }
        return "OK\n";
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-vlc");
        thread.setDaemon(true);
        thread.start();
    }
}

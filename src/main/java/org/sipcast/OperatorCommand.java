package org.sipcast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.sipcast.safety.PlainText;
import org.sipcast.safety.SecretFile;

/**
 * What {@code bin/sipcast} asks of the server that runs, by its console's JMX: calls, channels, the end of a call, draining. The launcher names
 * the server in {@code SIPCAST_MANAGEMENT_URL} and the password's file in {@code SIPCAST_CONSOLE_PASSWORD_FILE}.
 */
public final class OperatorCommand {
    private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final URI jolokia;
    private final String authorization;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private OperatorCommand(String url, String password) {
        jolokia = URI.create(url + "/hawtio/jolokia");
        authorization =
                "Basic " + Base64.getEncoder().encodeToString(("sipcast:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** {@code COMMAND [WORD …]}; ends with status 1 where something is wrong, and 2 where it was asked wrongly. */
    public static void main(String[] arguments) throws InterruptedException {
        int status = 0;
        try {
            run(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            status = 2;
        } catch (IOException | IllegalStateException e) {
            System.err.println(e instanceof ConnectException ? "Sipcast's console does not answer" : e.getMessage());
            status = 1;
        }
        OUT.flush();
        System.exit(status);
    }

    private static void run(List<String> words) throws IOException, InterruptedException {
        String file = environment("SIPCAST_CONSOLE_PASSWORD_FILE");
        String password;
        try {
            password = SecretFile.read(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IOException("The console's password can't be read: " + e);
        }
        OperatorCommand command = new OperatorCommand(environment("SIPCAST_MANAGEMENT_URL"), password);
        switch (String.join(" ", words)) {
            case "calls" -> command.printCalls();
            case "channels" -> command.printChannels();
            case "drain" -> command.execute("type=Server", "drain");
            case "drain --end" -> command.execute("type=Server", "drainAndEndCalls");
            default -> {
                if (words.size() != 2 || !words.get(0).equals("end")) {
                    throw new IllegalArgumentException("calls, channels, end CALL, drain or drain --end?");
                }
                command.execute("type=Calls", "end", words.get(1));
            }
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNullElse(System.getenv(name), "");
    }

    private void printCalls() throws IOException, InterruptedException {
        JsonNode calls = ask(request("read", "type=Calls"));
        String line = "%-36s  %-16s  %-8s  %8s  %9s  %6s  %s%n";
        OUT.printf(line, "CALL", "CHANNEL", "STATE", "SECONDS", "PACKETS", "LOST %", "CALLER");
        for (JsonNode call : calls.path("Newest")) {
            OUT.printf(
                    line,
                    text(call, "id"),
                    text(call, "channel"),
                    text(call, "state"),
                    text(call, "seconds"),
                    text(call, "packets"),
                    text(call, "lossPercent"),
                    printable(text(call, "caller")));
        }
        int more = calls.path("Count").asInt() - calls.path("Newest").size();
        if (more > 0) {
            OUT.printf("and %d more%n", more);
        }
    }

    private void printChannels() throws IOException, InterruptedException {
        JsonNode channels = ask(request("read", "type=Channel,name=*"));
        String line = "%-16s  %-9s  %-7s  %7s  %7s  %7s  %s%n";
        OUT.printf(line, "CHANNEL", "TIMELINE", "STATE", "VIEWERS", "LIMIT", "ENCODES", "TITLE");
        for (JsonNode channel : channels) {
            OUT.printf(
                    line,
                    text(channel, "Name"),
                    text(channel, "Timeline"),
                    text(channel, "State"),
                    text(channel, "Viewers"),
                    text(channel, "ViewerLimit"),
                    text(channel, "Encodes"),
                    printable(text(channel, "Title")));
        }
    }

    private void execute(String bean, String operation, String... arguments) throws IOException, InterruptedException {
        ObjectNode request = request("exec", bean).put("operation", operation);
        List.of(arguments).forEach(request.withArray("arguments")::add);
        ask(request);
    }

    private static ObjectNode request(String type, String bean) {
        return JSON.createObjectNode().put("type", type).put("mbean", "org.sipcast:" + bean);
    }

    private JsonNode ask(ObjectNode request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(jolokia)
                        .timeout(PATIENCE)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == UNAUTHORIZED || response.statusCode() == FORBIDDEN) {
            throw new IOException("Sipcast's console refuses the password of "
                    + environment("SIPCAST_CONSOLE_PASSWORD_FILE") + ": " + response.body());
        }
        JsonNode answer = JSON.readTree(response.body());
        if (answer.path("status").asInt() != 200) {
            throw new IllegalStateException(
                    printable(answer.path("error").asText("the console answers " + response.statusCode())));
        }
        return answer.path("value");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    /** Callers choose their names. */
    private static String printable(String text) {
        return PlainText.of(text, "?");
    }
}

package org.sipcast;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.sipcast.editing.Bundle;
import org.sipcast.editing.BundleCheck;
import org.sipcast.editing.DryRun;
import org.sipcast.editing.Problem;
import org.sipcast.editing.RoutesFolder;
import org.sipcast.sip.CapturedCall;
import org.sipcast.vlc.VlcConstants;

/** What {@code bin/sipcast try} does: says step by step what the routes would do with an INVITE, and what the caller would get. */
public final class TryCommand {
    private static final String ASSUMED = "assumed-status";
    private static final int USUAL_STATUS = 200;
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;
    /** Those that stand for a server as it should be, which the answer may count on. */
    private static final Set<String> OURS = Set.of("sip", "vlc");

    private static final int MAX_OCTETS = 65_536;
    private static final int INDENTED = 23;

    private TryCommand() {}

    /** {@code FILE [--assumed-status=200] [--name=value …]}; ends with status 1 if the call would be refused, and 2 where it can't be tried. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int status;
        try {
            List<String> words = Arrays.stream(arguments)
                    .filter(each -> !each.startsWith("--"))
                    .toList();
            Map<String, String> options = Settings.fromArguments(Arrays.stream(arguments)
                    .filter(each -> each.startsWith("--"))
                    .toArray(String[]::new));
            int assumed = assumedStatus(options.remove(ASSUMED));
            if (words.size() != 1) {
                throw new IllegalArgumentException("bin/sipcast try FILE, which holds an INVITE as it was captured");
            }
            String text = read(Path.of(words.get(0)));
            try (Workbench workbench = new Workbench(options)) {
                status = run(workbench.camel(), text, assumed, out);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            status = 2;
        } catch (NoSuchFileException | NotDirectoryException e) {
            System.err.println("There is no folder " + e.getFile() + "; sipcast.routes says where the routes are");
            status = 2;
        } catch (RuntimeException e) {
            System.err.println("It can't be tried: " + Explanation.ofRoot(e));
            status = 2;
        }
        System.exit(status);
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_OCTETS + 1);
            if (octets.length > MAX_OCTETS) {
                throw new IllegalArgumentException(file + " is larger than any INVITE");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " can't be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static int assumedStatus(@Nullable String given) {
        if (given == null) {
            return USUAL_STATUS;
        }
        try {
            int status = Integer.parseInt(given);
            if (status >= LEAST_STATUS && status <= MOST_STATUS) {
                return status;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("--%s must be a status of HTTP, %d to %d, not '%s'"
                .formatted(ASSUMED, LEAST_STATUS, MOST_STATUS, given));
    }

    private static int run(CamelContext camel, String text, int assumed, PrintStream out) throws Exception {
        CapturedCall call = new CapturedCall(text, camel.resolvePropertyPlaceholders("{{sipcast.sip.headers}}"));
        List<Problem> problems = new ArrayList<>();
        Bundle bundle =
                new RoutesFolder(Path.of(camel.resolvePropertyPlaceholders("{{sipcast.routes}}"))).read(problems);
        problems.addAll(new BundleCheck(camel, EditBeans.NEEDED).check(bundle));
        if (!problems.isEmpty()) {
            problems.forEach(out::println);
            return 2;
        }
        Set<String> notAsked = new LinkedHashSet<>();
        BiConsumer<String, Exchange> world = (uri, exchange) -> {
            if (OURS.contains(scheme(uri))) {
                stand(camel, uri, exchange);
            } else {
                notAsked.add(uri);
                out.println(" ".repeat(INDENTED) + "not sent; assumed: " + assume(uri, exchange, assumed));
            }
        };
        try (DryRun dry = new DryRun(camel, bundle, world, out::println)) {
            Exchange exchange = dry.run("sip:invite", filled -> call.fill(filled.getMessage()));
            String response = exchange.getException() == null
                    ? call.response(exchange.getMessage())
                    : "SIP/2.0 500 Server Internal Error: " + Explanation.ofRoot(exchange.getException());
            out.println();
            out.println(response.strip());
            if (!notAsked.isEmpty()) {
                out.println();
                out.println("This depends on what was assumed of " + String.join(", ", notAsked)
                        + ", for nothing was sent there; --" + ASSUMED + "=… assumes another answer by HTTP");
            }
            return response.startsWith("SIP/2.0 2") ? 0 : 1;
        }
    }

    private static String scheme(String uri) {
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }

    /** In place of whoever is outside: says what he is taken to have done. */
    private static String assume(String uri, Exchange exchange, int status) {
        if (!scheme(uri).startsWith("http")) {
            return "that it was taken";
        }
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setBody(null);
        return status + " without a body";
    }

    /** In place of a VLC: the ports that the first hub would have. */
    private static void stand(CamelContext camel, String uri, Exchange exchange) {
        if (uri.equals("vlc:open-hub")) {
            int first = Integer.parseInt(
                    camel.resolvePropertyPlaceholders("{{sipcast.media-ports}}").replaceFirst("-.*", ""));
            int even = first + first % 2;
            exchange.getMessage().setHeader(VlcConstants.VIDEO_PORT, even);
            exchange.getMessage().setHeader(VlcConstants.AUDIO_PORT, even + 2);
        }
    }
}

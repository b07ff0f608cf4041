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
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.sipcast.editing.Bundle;
import org.sipcast.editing.BundleCheck;
import org.sipcast.editing.DryRun;
import org.sipcast.editing.Problem;
import org.sipcast.editing.RoutesFolder;
import org.sipcast.sip.CapturedCall;

/** What {@code bin/sipcast try} does: says step by step what the routes would do with an INVITE, and what the caller would get. */
public final class TryCommand {
    private static final String ASSUMED = "assumed-status";
    private static final int USUAL_STATUS = 200;
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    private static final int MAX_OCTETS = 65_536;

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
        AssumedWorld world = new AssumedWorld(camel, assumed, out);
        try (DryRun dry = new DryRun(camel, bundle, world, out::println)) {
            Exchange exchange = dry.run("sip:invite", filled -> call.fill(filled.getMessage()));
            String response = exchange.getException() == null
                    ? call.response(exchange.getMessage())
                    : "SIP/2.0 500 Server Internal Error: " + Explanation.ofRoot(exchange.getException());
            out.println();
            out.println(response.strip());
            if (!world.notAsked().isEmpty()) {
                out.println();
                out.println("This depends on what was assumed of " + String.join(", ", world.notAsked())
                        + ", for nothing was sent there; --" + ASSUMED + "=… assumes another answer by HTTP");
            }
            return response.startsWith("SIP/2.0 2") ? 0 : 1;
        }
    }
}

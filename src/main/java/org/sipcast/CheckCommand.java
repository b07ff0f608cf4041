package org.sipcast;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.sipcast.channel.Channels;
import org.sipcast.editing.BundleCheck;
import org.sipcast.editing.Problem;
import org.sipcast.editing.RoutesFolder;

/** What {@code bin/sipcast check} does: the check that an edit must pass, without a server. */
public final class CheckCommand {
    private CheckCommand() {}

    /** {@code [--name=value …]}; ends with status 1 where something is wrong, and 2 where it can't look, as settings are. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int status;
        try {
            Map<String, String> options = Settings.fromArguments(arguments);
            status = check(options, out);
        } catch (NoSuchFileException | NotDirectoryException e) {
            System.err.println(noFolder(e));
            status = 2;
        } catch (RuntimeException e) {
            System.err.println(
                    FailedStart.words(e).orElseGet(() -> "The settings can't be used: " + Explanation.ofRoot(e)));
            status = 2;
        }
        System.exit(status);
    }

    private static int check(Map<String, String> options, PrintStream out) throws Exception {
        try (Workbench workbench = new Workbench(options)) {
            CamelContext camel = workbench.camel();
            List<Problem> problems = problems(camel);
            problems.forEach(out::println);
            Channels channels = camel.getRegistry().lookupByNameAndType("channels", Channels.class);
            channels.problems().forEach(out::println);
            int all = problems.size() + channels.problems().size();
            out.println(
                    all == 0
                            ? "%s and its %d channels are good"
                                    .formatted(routes(camel), channels.all().size())
                            : all == 1 ? "1 problem" : all + " problems");
            return all == 0 ? 0 : 1;
        }
    }

    /** What is wrong in the routes. */
    static List<Problem> problems(CamelContext camel) throws IOException {
        List<Problem> problems = new ArrayList<>();
        RoutesFolder folder = new RoutesFolder(routes(camel));
        problems.addAll(new BundleCheck(camel, EditBeans.NEEDED).check(folder.read(problems)));
        return problems;
    }

    /** Of the one with the routes. */
    static String noFolder(FileSystemException e) {
        return "There is no folder " + e.getFile() + "; sipcast.routes says where the routes are";
    }

    private static Path routes(CamelContext camel) {
        return Path.of(Wiring.setting(camel, "routes"));
    }
}

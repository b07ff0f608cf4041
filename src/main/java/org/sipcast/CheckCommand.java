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
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;
import org.sipcast.editing.BundleCheck;
import org.sipcast.editing.Problem;
import org.sipcast.editing.RoutesFolder;
import org.sipcast.sip.stack.Registrations;
import org.sipcast.steering.KeyMap;

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
            Channels channels = Wiring.bean(camel, "channels", Channels.class);
            List<String> names = channels.all().stream().map(Channel::name).toList();
            List<Object> all = new ArrayList<>(problems(camel));
            all.addAll(channels.problems());
            all.addAll(Wiring.bean(camel, "keyMap", KeyMap.class).problems());
            all.addAll(accounts(camel).problems(names));
            all.forEach(out::println);
            out.println(
                    all.isEmpty()
                            ? "%s and its %d channels are good".formatted(routes(camel), names.size())
                            : all.size() == 1 ? "1 problem" : all.size() + " problems");
            return all.isEmpty() ? 0 : 1;
        }
    }

    private static AccountEdits accounts(CamelContext camel) {
        return new AccountEdits(
                camel,
                Wiring.bean(camel, "registrations", Registrations.class),
                Path.of(Wiring.setting(camel, "accounts")));
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

package org.sipcast.editing;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the files that people edit while the server runs: what is good goes live, what is bad changes nothing and is told until it is
 * mended.
 */
public final class Editing extends ServiceSupport {
    private static final Logger log = LoggerFactory.getLogger(Editing.class);
    private static final long LOOK_MILLISECONDS = 200;
    private static final int LOOKS_BEFORE_CHECK = 5;
    private static final Bundle NOTHING = new Bundle(Map.of());
    private static final String GOES_ON = "What there was before goes on";

    private final CamelContext camel;
    private final RoutesFolder folder;
    private final EditTrial trial;
    private final LiveRoutes routes;
    private final Map<EditedFile, Settling<List<String>>> others = new LinkedHashMap<>();
    private final Map<Object, List<Problem>> open = new LinkedHashMap<>();
    private volatile List<Problem> problems = List.of();
    private @Nullable ScheduledExecutorService thread;
    private final Settling<Map<Path, String>> settling;
    private Bundle live;
    /** Whether this is what runs, all of it. */
    private boolean whole = true;

    /** Whether it is known what is wrong in what runs. */
    private boolean begun;

    private int looks;

    /** Made before Camel reads the routes, so that an edit between the two is one. */
    public Editing(
            CamelContext camel, RoutesFolder folder, BundleCheck check, LiveRoutes routes, List<EditedFile> others) {
        this.camel = camel;
        this.folder = folder;
        trial = new EditTrial(check);
        this.routes = routes;
        others.forEach(each -> this.others.put(each, new Settling<>(marks(each))));
        Map<Path, String> marks = Map.of();
        Bundle read = NOTHING;
        try {
            marks = folder.marks();
            read = folder.readAsAtStart();
        } catch (IOException e) {
            log.debug("{} can't be read yet", folder, e);
        }
        settling = new Settling<>(marks);
        live = read;
    }

    /** What is wrong in the files at the moment, in the order of files and lines. */
    public List<Problem> problems() {
        return problems;
    }

    /** For what is wrong from the start. */
    public void tell(EditedFile file, List<Problem> found) {
        say(file, found, "The rest goes without it");
    }

    @Override
    protected void doStart() {
        thread = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "sipcast-editing");
        var unused =
                thread.scheduleWithFixedDelay(this::look, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        if (thread != null) {
            camel.getExecutorServiceManager().shutdownGraceful(thread);
        }
    }

    /** Nothing may end it: whoever edits afterwards would not be told that nobody looks any more. */
    private void look() {
        attempt(folder, folder.toString(), () -> lookAtRoutes(folder.marks()));
        attempt(trial, folder.toString(), this::lookAtStart);
        attempt(this, folder.toString(), routes::endRetired);
        others.forEach((file, marks) -> {
            String name = String.valueOf(file.files().get(0));
            attempt(marks, name, () -> {
                if (marks.hasSettled(marks(file))) {
                    say(file, taken(file, name), GOES_ON);
                }
                file.look();
            });
        });
    }

    private static List<Problem> taken(EditedFile file, String name) {
        try {
            return file.take();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log.error("{} could not be taken", name, e);
            return List.of(new Problem(name, 1, "can't be taken (" + e + ")", "undo what was edited"));
        }
    }

    /** What goes wrong is told once, and until it goes well again. */
    private void attempt(Object what, String file, Looking looking) {
        List<Problem> found = List.of();
        try {
            looking.look();
        } catch (NoSuchFileException | NotDirectoryException e) {
            found = List.of(new Problem(file, 1, "is missing", "put it back"));
        } catch (IOException e) {
            found = List.of(new Problem(file, 1, "can't be read (" + e + ")", "check its permissions"));
        } catch (Throwable e) {
            log.debug("{} could not be looked at", file, e);
            found = List.of(new Problem(file, 1, "can't be looked at (" + e + ")", "undo what was edited"));
        }
        say(what, found, GOES_ON);
    }

    @FunctionalInterface
    private interface Looking {
        void look() throws Exception;
    }

    private static List<String> marks(EditedFile file) {
        return file.files().stream().map(Mark::of).toList();
    }

    /** Camel starts much that can't go well, and whoever edits has to know; the first calls and edits are not kept waiting for it. */
    private void lookAtStart() throws IOException {
        looks++;
        if (!begun && looks > LOOKS_BEFORE_CHECK && settling.isQuiet()) {
            begun = true;
            List<Problem> found = new ArrayList<>();
            Bundle there = folder.read(found);
            trial.begin(live);
            found.addAll(lasting(there));
            Set<Problem> all = new LinkedHashSet<>(told(routes));
            all.addAll(found);
            say(routes, List.copyOf(all), "It runs as it is");
        }
    }

    /** What is wrong in what runs, of files that nobody has edited since. */
    private List<Problem> lasting(Bundle there) {
        Set<Path> edited = there.edited(live);
        return trial.lasting().stream()
                .filter(problem -> !edited.contains(Path.of(problem.file())))
                .toList();
    }

    private void lookAtRoutes(Map<Path, String> marks) throws IOException {
        if (!settling.hasSettled(marks)) {
            return;
        }
        List<Problem> found = new ArrayList<>();
        try {
            Bundle there = folder.read(found);
            Bundle wanted = there;
            for (Problem unreadable : found) {
                wanted = wanted.withFileOf(live, Path.of(unreadable.file()));
            }
            Bundle good = trial.goodPartOf(wanted, live, found);
            if (!folder.marks().equals(marks)) {
                settling.again(); // somebody is still writing
                return;
            }
            bring(good, found);
            found.addAll(lasting(there));
        } catch (IOException e) {
            settling.again();
            throw e;
        } catch (Throwable e) {
            log.error("The edited routes could not be tried", e);
            found.add(new Problem(folder.toString(), 1, "can't be tried (" + e + ")", "undo what was edited"));
        }
        say(routes, found, whole ? "Everything goes on as before this edit" : GOES_ON);
    }

    /** Brings in as much of it as can begin. */
    private void bring(Bundle wanted, List<Problem> found) {
        Bundle good = wanted;
        while (!whole || !good.equals(live)) {
            try {
                LiveRoutes.Changes changes = routes.bring(whole ? live : NOTHING, good);
                live = good;
                whole = true;
                trial.wentLive(live);
                if (!changes.isEmpty()) {
                    log.info("Routes edited: {}", changes);
                }
            } catch (NotBroughtIn e) {
                log.debug("An edit could not be brought in", e);
                found.add(e.problem());
                found.addAll(e.left());
                if (!whole || !e.left().isEmpty()) {
                    whole = false;
                    return;
                }
                Bundle without = good.withFileOf(live, Path.of(e.problem().file()));
                if (without.equals(good)) {
                    without = good.configuredAs(live); // what else of an edit could touch a file that is as it was
                }
                good = without.equals(good) ? live : trial.goodPartOf(without, live, found);
            }
        }
    }

    private synchronized List<Problem> told(Object of) {
        return open.getOrDefault(of, List.of());
    }

    private synchronized void say(Object of, List<Problem> found, String effect) {
        List<Problem> before = told(of);
        if (found.isEmpty() && before.isEmpty()) {
            return;
        }
        found.stream().filter(each -> !before.contains(each)).forEach(each -> log.error("{}. {}", each, effect));
        open.put(of, List.copyOf(found));
        Set<String> mended =
                new LinkedHashSet<>(before.stream().map(Problem::file).toList());
        mended.removeAll(found.stream().map(Problem::file).collect(Collectors.toSet()));
        mended.forEach(file -> log.info("{} is mended", file));
        problems = open.values().stream().flatMap(List::stream).toList();
    }
}

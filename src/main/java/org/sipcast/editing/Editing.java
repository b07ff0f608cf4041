package org.sipcast.editing;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
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

    private final CamelContext camel;
    private final RoutesFolder folder;
    private final BundleCheck check;
    private final LiveRoutes routes;
    private final Map<EditedFile, Settling<List<String>>> others = new LinkedHashMap<>();
    private final Map<Object, List<Problem>> open = new LinkedHashMap<>();
    private volatile List<Problem> problems = List.of();
    private @Nullable ScheduledExecutorService thread;
    private @Nullable Settling<Map<Path, String>> settling;
    private Bundle live = new Bundle(Map.of());

    public Editing(
            CamelContext camel, RoutesFolder folder, BundleCheck check, LiveRoutes routes, List<EditedFile> others) {
        this.camel = camel;
        this.folder = folder;
        this.check = check;
        this.routes = routes;
        others.forEach(each -> this.others.put(each, new Settling<>(marks(each))));
    }

    /** What is wrong in the files at the moment, in the order of files and lines. */
    public List<Problem> problems() {
        return problems;
    }

    /** For what is wrong from the start. */
    public void tell(EditedFile file, List<Problem> found) {
        say(file, found);
    }

    @Override
    protected void doStart() throws Exception {
        Map<Path, String> marks = folder.marks();
        live = folder.read(new ArrayList<>());
        settling = new Settling<>(marks);
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

    private void look() {
        try {
            lookAtRoutes();
            routes.endRetired();
        } catch (NoSuchFileException e) {
            say(routes, List.of(new Problem(String.valueOf(e.getFile()), 1, "is missing", "put the folder back")));
        } catch (Exception e) {
            log.error("The edited routes could not be looked at", e);
        }
        others.forEach((file, marks) -> {
            try {
                if (marks.hasSettled(marks(file))) {
                    say(file, file.take());
                }
                file.look();
            } catch (RuntimeException e) {
                log.error("{} could not be looked at", file.files(), e);
            }
        });
    }

    private static List<String> marks(EditedFile file) {
        return file.files().stream().map(Mark::of).toList();
    }

    private void lookAtRoutes() throws Exception {
        Map<Path, String> marks = folder.marks();
        if (settling == null || !settling.hasSettled(marks)) {
            return;
        }
        List<Problem> found = new ArrayList<>();
        Bundle wanted = folder.read(found);
        for (Problem unreadable : found) {
            wanted = wanted.withFileOf(live, Path.of(unreadable.file()));
        }
        Bundle good = goodPartOf(wanted, found);
        if (!folder.marks().equals(marks)) {
            settling = new Settling<>(Map.of()); // somebody is still writing
            return;
        }
        if (!good.equals(live)) {
            try {
                LiveRoutes.Changes changes = routes.bring(live, good);
                live = good;
                if (!changes.isEmpty()) {
                    log.info("Routes edited: {}", changes);
                }
            } catch (Exception e) {
                log.error("The edited routes could not be brought in, though they passed every check", e);
                found.add(new Problem("routes", 1, "they could not be brought in: " + e.getMessage(), "start again"));
            }
        }
        say(routes, found);
    }

    /** The bundle without the edits that are bad; what they have in the way of problems is added to those found. */
    private Bundle goodPartOf(Bundle wanted, List<Problem> found) throws IOException {
        Bundle good = wanted;
        while (!good.equals(live)) {
            List<Problem> wrong = check.check(good);
            if (wrong.isEmpty()) {
                return good;
            }
            wrong.stream().filter(each -> !found.contains(each)).forEach(found::add);
            Bundle without = good;
            for (Problem problem : wrong) {
                without = without.withFileOf(live, Path.of(problem.file()));
            }
            // a file that nobody edited may miss what an edit took from it: then nothing is taken
            good = without.equals(good) ? live : without;
        }
        return live;
    }

    private synchronized void say(Object of, List<Problem> found) {
        List<Problem> before = open.getOrDefault(of, List.of());
        found.stream()
                .filter(each -> !before.contains(each))
                .forEach(each -> log.error("{}. Everything goes on as before this edit", each));
        open.put(of, List.copyOf(found));
        Set<String> mended =
                new LinkedHashSet<>(before.stream().map(Problem::file).toList());
        mended.removeAll(found.stream().map(Problem::file).collect(Collectors.toSet()));
        mended.forEach(file -> log.info("{} is mended", file));
        problems = open.values().stream().flatMap(List::stream).toList();
    }
}

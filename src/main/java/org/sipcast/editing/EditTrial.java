package org.sipcast.editing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells the good part of an edit from the bad one. What was wrong before it, and runs all the same, keeps no edit out. */
final class EditTrial {
    private final BundleCheck check;
    private List<Problem> lasting = List.of();

    EditTrial(BundleCheck check) {
        this.check = check;
    }

    /** What is wrong in what runs. */
    List<Problem> lasting() {
        return lasting;
    }

    /** Finds what is wrong in what runs; answers whether that is something else than before. */
    boolean begin(Bundle live) {
        List<Problem> before = lasting;
        lasting = check.check(live, live, problem -> true);
        return !lasting.equals(before);
    }

    /** An edit may have mended what is not in its files. */
    void wentLive(Bundle live) {
        if (!lasting.isEmpty()) {
            begin(live);
        }
    }

    /** The bundle without the edits that are bad; what they have in the way of problems is added to those found. */
    Bundle goodPartOf(Bundle wanted, Bundle live, List<Problem> found) {
        Bundle good = wanted;
        while (!good.equals(live)) {
            List<Problem> wrong = wrong(good, live);
            if (wrong.isEmpty()) {
                return good;
            }
            Bundle without = good;
            for (Problem problem : wrong) {
                without = without.withFileOf(live, Path.of(problem.file()));
            }
            if (without.equals(good)) {
                if (begin(live)) {
                    continue; // what the routes need of the server may have gone since it started
                }
                without = withoutOne(good, live);
            }
            wrong.stream().filter(each -> !found.contains(each)).forEach(found::add);
            good = without;
        }
        return live;
    }

    /** What the bundle has in the way of problems, and what runs has not. */
    private List<Problem> wrong(Bundle bundle, Bundle live) {
        List<Problem> wrong = new ArrayList<>(check.check(bundle, live, this::isLasting));
        wrong.removeIf(this::isLasting);
        return wrong;
    }

    private boolean isLasting(Problem problem) {
        return lasting.stream().anyMatch(problem::isSameAs);
    }

    /** A file that nobody edited misses what an edit took from it: without the edit that leaves the fewest problems. */
    private Bundle withoutOne(Bundle bundle, Bundle live) {
        Bundle best = live;
        int fewest = Integer.MAX_VALUE;
        for (Path file : bundle.edited(live)) {
            Bundle without = bundle.withFileOf(live, file);
            int left = wrong(without, live).size();
            if (left < fewest) {
                best = without;
                fewest = left;
            }
        }
        return best;
    }
}

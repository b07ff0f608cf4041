package org.sipcast.editing;

import java.util.List;

/** A bundle passed every check, and yet something of it could not begin. */
final class NotBroughtIn extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient List<Problem> left;

    /**
     * @param left what could not be undone, so that what runs is neither the bundle of before nor this one
     */
    NotBroughtIn(Problem problem, List<Problem> left, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
        this.left = List.copyOf(left);
    }

    Problem problem() {
        return problem;
    }

    /** Empty if everything is as before. */
    List<Problem> left() {
        return left;
    }
}

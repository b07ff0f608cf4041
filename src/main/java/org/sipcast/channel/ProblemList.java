package org.sipcast.channel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers what is wrong in one file, so that one look shows all of it. */
final class ProblemList {
    private static final int MAX_TEXT = 60;

    private final String file;
    private final List<ChannelProblem> problems = new ArrayList<>();

    ProblemList(Path file) {
        this.file = file.toString();
    }

    void add(int line, String field, String what, String remedy) {
        problems.add(new ChannelProblem(file, line, field, what, remedy));
    }

    void add(Node node, String field, String what, String remedy) {
        add(line(node), field, what, remedy);
    }

    int size() {
        return problems.size();
    }

    List<ChannelProblem> all() {
        return List.copyOf(problems);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    static String quoted(String text) {
        return '\'' + unquoted(text) + '\'';
    }

    /** What the file says, cut and on one line, for a message. */
    static String unquoted(String text) {
        String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
        return cut.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }
}

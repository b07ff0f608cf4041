package org.sipcast.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One YAML mapping whose values are asked for by key, type and bounds. What does not fit is added to the problems, and the
 * default returned, so that the caller goes on and finds the next problem as well.
 */
final class YamlMap {
    private static final int MAX_DIGITS = 9;

    private final Node node;
    private final String path;
    private final ProblemList problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    /** An absent or empty node counts as a mapping without keys. */
    YamlMap(Node node, String path, ProblemList problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::add);
        } else if (!isEmpty(node)) {
            problems.add(
                    node, path, "has no keys of its own", "write each as 'key: value' on an indented line below it");
        }
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(tuple.getKeyNode(), path, "has a list or a mapping for a key", "use a plain word");
            return;
        }
        String name = key.getValue();
        if (keys.putIfAbsent(name, key) == null) {
            values.put(name, tuple.getValueNode());
        } else {
            problems.add(key, field(name), "stands here a second time", "remove or rename one of them");
        }
    }

    /** Adds a problem for each key that is not one of these. */
    YamlMap onlyKeys(String... known) {
        keys.forEach((name, key) -> {
            if (!Set.of(known).contains(name)) {
                String remedy = Spelling.closest(name, List.of(known))
                        .map(close -> "did you mean '" + close + "'?")
                        .orElse("the keys here are " + String.join(", ", known));
                problems.add(key, field(name), "unknown key", remedy);
            }
        });
        return this;
    }

    Set<String> names() {
        return values.keySet();
    }

    void problem(String key, String what, String remedy) {
        problems.add(values.getOrDefault(key, node), field(key), what, remedy);
    }

    void problemAtKey(String key, String what, String remedy) {
        problems.add(keys.getOrDefault(key, node), field(key), what, remedy);
    }

    YamlMap map(String key) {
        Node value = values.get(key);
        return new YamlMap(value == null ? emptyNode() : value, field(key), problems);
    }

    String text(String key, String otherwise) {
        Node value = values.get(key);
        return value == null ? otherwise : scalar(key, value, otherwise);
    }

    /** A whole number from {@code min} to {@code max}. */
    int number(String key, int min, int max, int otherwise) {
        Node value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        String text = scalar(key, value, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        OptionalInt number = text.matches("[0-9]{1," + MAX_DIGITS + "}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
        if (number.isEmpty() || number.getAsInt() < min || number.getAsInt() > max) {
            problem(key, ProblemList.quoted(text) + " does not fit", "write a whole number from " + min + " to " + max);
            return otherwise;
        }
        return number.getAsInt();
    }

    /** The words of a list; {@code null} if the key is absent or its value is wrong. */
    @Nullable
    List<String> words(String key) {
        Node value = values.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof SequenceNode sequence)
                || !sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            problem(key, "is not a list of words", "write it as [one, two]");
            return null;
        }
        return sequence.getValue().stream()
                .map(word -> ((ScalarNode) word).getValue())
                .toList();
    }

    private String scalar(String key, Node value, String otherwise) {
        if (isEmpty(value)) {
            problem(key, "has no value", "write one, or remove the key to get the default");
            return otherwise;
        }
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(key, "is a list or a mapping", "write a single value");
        return otherwise;
    }

    private String field(String key) {
        return (path.isEmpty() ? "" : path + '.') + ProblemList.unquoted(key);
    }

    private MappingNode emptyNode() {
        return new MappingNode(Tag.MAP, true, List.of(), FlowStyle.BLOCK, node.getStartMark(), node.getEndMark());
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }
}

package org.sipcast.editing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What Camel's readers stumble over without saying what it is: found by reading the file once more. */
final class Unsaid {
    private final Source source;
    private final Vocabulary vocabulary;

    private Unsaid(Source source, Vocabulary vocabulary) {
        this.source = source;
        this.vocabulary = vocabulary;
    }

    /** Nothing where Camel's words are as good. */
    static Optional<Problem> of(Throwable failure, Source source, Vocabulary vocabulary) {
        Unsaid unsaid = new Unsaid(source, vocabulary);
        if (source.file().toString().endsWith(".xml")) {
            return Optional.ofNullable(unsaid.cutOff());
        }
        // its reader refuses a word where it wants a block by this, and tells no line
        if (failure instanceof UnsupportedOperationException && failure.getMessage() == null) {
            return new Compose(LoadSettings.builder().build())
                    .composeString(source.text())
                    .map(unsaid::tooShort);
        }
        return Optional.empty();
    }

    private @Nullable Problem cutOff() {
        Deque<Open> open = new ArrayDeque<>();
        try {
            XMLStreamReader reader = Outline.xml(source.text());
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    open.push(
                            new Open(reader.getLocalName(), reader.getLocation().getLineNumber()));
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    open.pop();
                }
            }
            return null;
        } catch (XMLStreamException e) {
            boolean atEnd = e.getLocation() != null
                    && e.getLocation().getCharacterOffset()
                            >= source.text().stripTrailing().length();
            if (!atEnd) {
                return null;
            }
            String remedy = open.isEmpty()
                    ? "it has to be well-formed XML"
                    : "write the rest, up to the </%s> that line %d asks for"
                            .formatted(open.getLast().name(), open.getLast().line());
            return new Place(source, e.getLocation().getLineNumber())
                    .problem("the file breaks off in this line", remedy);
        }
    }

    private record Open(String name, int line) {}

    private @Nullable Problem tooShort(Node node) {
        if (node instanceof SequenceNode sequence) {
            for (Node each : sequence.getValue()) {
                Problem problem = each instanceof MappingNode step
                                && step.getValue().size() == 1
                                && step.getValue().get(0).getValueNode() instanceof ScalarNode
                        ? tooShortStep(step.getValue().get(0))
                        : tooShort(each);
                if (problem != null) {
                    return problem;
                }
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple each : mapping.getValue()) {
                Problem problem = tooShort(each.getValueNode());
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private @Nullable Problem tooShortStep(NodeTuple step) {
        if (!(step.getKeyNode() instanceof ScalarNode word)) {
            return null;
        }
        Set<String> parts = vocabulary.partsOf(word.getValue());
        if (parts.isEmpty()) {
            return null;
        }
        int line = word.getStartMark().map(Mark::getLine).orElse(0) + 1;
        String below = parts.stream().map(each -> each + ":").collect(Collectors.joining(" and "));
        return new Place(source, line)
                .problem(word.getValue() + " can't be written in short", "write " + below + " below it");
    }
}

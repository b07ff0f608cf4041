package org.sipcast.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads conf/channels.yaml node by node, because only nodes still know their lines. */
final class ChannelsFile {
    private static final int MAX_OCTETS = 262_144;

    /** Deeper than any channel; the composer of nodes is recursive. */
    private static final int MAX_DEPTH = 16;

    private static final String WHOLE_FILE = "file";

    private final Path file;
    private final Path mediaFolder;
    private final ProblemList problems;
    private final LoadSettings settings;

    ChannelsFile(Path file, Path mediaFolder) {
        this.file = file;
        this.mediaFolder = mediaFolder;
        this.problems = new ProblemList(file);
        this.settings = LoadSettings.builder().setLabel(file.toString()).build();
    }

    Channels read() {
        List<Channel> channels = new ArrayList<>();
        text().flatMap(this::compose).ifPresent(root -> {
            YamlMap all = new YamlMap(root, "", problems).onlyKeys("channels").map("channels");
            ChannelParser parser = new ChannelParser(mediaFolder, problems);
            all.names().forEach(name -> parser.parse(name, all).ifPresent(channels::add));
            if (all.names().isEmpty() && problems.size() == 0) {
                problems.add(root, "channels", "there are none", "add one, the comments of the shipped file say how");
            }
        });
        return new Channels(channels, problems.all());
    }

    private Optional<String> text() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_OCTETS + 1);
            if (octets.length <= MAX_OCTETS) {
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets))
                        .toString());
            }
            problems.add(1, WHOLE_FILE, "is larger than " + MAX_OCTETS + " octets", "make it smaller");
        } catch (NoSuchFileException e) {
            problems.add(1, WHOLE_FILE, "does not exist", "create it, or correct the path");
        } catch (CharacterCodingException e) {
            problems.add(1, WHOLE_FILE, "is not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            problems.add(1, WHOLE_FILE, "can't be read (" + e + ")", "check the path and its permissions");
        }
        return Optional.empty();
    }

    private Optional<Node> compose(String text) {
        try {
            if (isTooDeep(text)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add(1, WHOLE_FILE, "is empty", "begin with 'channels:'");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            problems.add(line, "syntax", ProblemList.unquoted(e.getProblem()), "correct this line or the one above it");
        } catch (ReaderException e) {
            long line = text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            problems.add((int) line, "syntax", "character that may not stand in YAML", "remove it");
        }
        return Optional.empty();
    }

    private boolean isTooDeep(String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
                problems.add(line, "syntax", "nested more than " + MAX_DEPTH + " deep", "flatten it");
                return true;
            }
        }
        return false;
    }
}

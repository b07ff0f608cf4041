package org.sipcast.editing;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder with the files of routes: those that end in .yaml or .xml and are no editor's. One in .yml is told, as Camel would not read it. */
public final class RoutesFolder {
    private static final int MAX_OCTETS = 1_048_576;
    private static final String MISNAMED = ".yml";

    private final Path folder;

    public RoutesFolder(Path folder) {
        this.folder = folder;
    }

    /** What tells one state of the folder from another without reading it. */
    Map<Path, String> marks() throws IOException {
        Map<Path, String> marks = new TreeMap<>();
        for (Path file : files()) {
            marks.put(file, Mark.of(file));
        }
        return marks;
    }

    /**
     * Reads all files.
     *
     * @param problems takes what cannot be read, which is left out
     */
    public Bundle read(List<Problem> problems) throws IOException {
        return read(problems, MAX_OCTETS);
    }

    /** As Camel does at the start, which takes files of any size. */
    Bundle readAsAtStart() throws IOException {
        return read(new ArrayList<>(), Integer.MAX_VALUE - 1);
    }

    private Bundle read(List<Problem> problems, int maxOctets) throws IOException {
        Map<Path, Source> sources = new TreeMap<>();
        for (Path file : files()) {
            if (file.toString().endsWith(MISNAMED)) {
                problems.add(new Problem(file.toString(), 1, "is not read under this name", "have it end in .yaml"));
                continue;
            }
            try {
                byte[] octets = octets(file, maxOctets);
                if (octets.length > maxOctets) {
                    problems.add(
                            new Problem(file.toString(), 1, "is larger than 1 MiB", "spread its routes over files"));
                    continue;
                }
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets))
                        .toString();
                if (text.isBlank()) {
                    problems.add(new Problem(
                            file.toString(), 1, "is empty", "write routes into it, or remove it to do without them"));
                } else {
                    sources.put(file, new Source(file, text));
                }
            } catch (CharacterCodingException e) {
                problems.add(new Problem(file.toString(), 1, "is not UTF-8", "save it as UTF-8"));
            } catch (NoSuchFileException e) {
                // removed since it was listed: the folder will be looked at once more
            } catch (IOException e) {
                problems.add(new Problem(file.toString(), 1, "can't be read (" + e + ")", "check its permissions"));
            }
        }
        return new Bundle(sources);
    }

    private static byte[] octets(Path file, int max) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(max + 1);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(RoutesFolder::isRoutes).sorted().toList();
        }
    }

    private static boolean isRoutes(Path file) {
        String name = file.getFileName().toString();
        // editors' own begin with a dot or a hash, or have further letters behind the ending
        return (name.endsWith(".yaml") || name.endsWith(".xml") || name.endsWith(MISNAMED))
                && !name.startsWith(".")
                && !name.startsWith("#")
                && Files.isRegularFile(file);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}

package org.sipcast.editing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** The words that a file of routes can have, to guess which one was meant. */
final class Vocabulary {
    private static final Pattern WORD = Pattern.compile("\"([a-z][A-Za-z]+)\"\\s*:\\s*\\{");

    private final CamelContext camel;

    Vocabulary(CamelContext camel) {
        this.camel = camel;
    }

    Set<String> components() {
        return Set.copyOf(camel.getComponentNames());
    }

    Set<String> settings() {
        return camel.getPropertiesComponent().loadProperties().stringPropertyNames();
    }

    Set<String> beans() {
        return new TreeSet<>(
                camel.getRegistry().findByTypeWithName(Object.class).keySet());
    }

    /** Those of Camel's own description of its YAML. */
    Set<String> words() {
        try (InputStream schema = camel.getClassResolver().loadResourceAsStream("schema/camelYamlDsl.json")) {
            return schema == null
                    ? Set.of()
                    : WORD.matcher(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                            .results()
                            .map(word -> word.group(1))
                            .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }
}

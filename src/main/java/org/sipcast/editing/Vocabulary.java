package org.sipcast.editing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;

/** The words that a file of routes can have, to guess which one was meant. */
final class Vocabulary {
    private static final String COMPONENTS = "component";
    private static final String LANGUAGES = "language";
    private static final String YAML = "schema/camelYamlDsl.json";
    private static final Pattern WORD = Pattern.compile("\"([a-z][A-Za-z]+)\"\\s*:\\s*\\{");

    private final CamelContext camel;

    Vocabulary(CamelContext camel) {
        this.camel = camel;
    }

    /** All that are there, as each jar lists its own, also those that no route has used yet. */
    Set<String> components() {
        Set<String> components = new TreeSet<>(camel.getComponentNames());
        components.addAll(
                camel.getRegistry().findByTypeWithName(Component.class).keySet());
        components.addAll(ofJars(COMPONENTS));
        return components;
    }

    /** All that are there for expressions. */
    Set<String> languages() {
        return ofJars(LANGUAGES);
    }

    private Set<String> ofJars(String kind) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL list : Collections.list(camel.getClassResolver()
                    .loadAllResourcesAsURL("META-INF/services/org/apache/camel/%s.properties".formatted(kind)))) {
                Properties ofJar = new Properties();
                try (InputStream in = list.openStream()) {
                    ofJar.load(in);
                }
                names.addAll(List.of(ofJar.getProperty(kind + "s", "").strip().split("\\s+")));
            }
        } catch (IOException e) {
            // then the guess is made of fewer
        }
        names.remove("");
        return names;
    }

    /** What expressions in Simple can begin with, by Camel's own description. */
    Set<String> functions() {
        Set<String> functions = new TreeSet<>();
        description("META-INF/org/apache/camel/language/simple/simple.json")
                .path("functions")
                .fieldNames()
                .forEachRemaining(each -> functions.add(each.replaceFirst("\\W.*", "")));
        functions.remove("");
        return functions;
    }

    /** What has to stand below a step, if it can't be written with one word behind it; empty if it can. */
    Set<String> partsOf(String step) {
        JsonNode definitions = description(YAML).path("items").path("definitions");
        String name = definitions
                .path("org.apache.camel.model.ProcessorDefinition")
                .path("properties")
                .path(step)
                .path("$ref")
                .asText()
                .replaceFirst(".*/", "");
        JsonNode definition = definitions.path(name);
        Set<String> parts = new LinkedHashSet<>();
        if (definition.path("type").asText().equals("object")) {
            definition.path("required").forEach(each -> parts.add(each.asText()));
            if (definition.path("properties").has("simple")) {
                parts.add("simple");
            }
        }
        return parts;
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
        Set<String> words = new TreeSet<>();
        WORD.matcher(description(YAML).toString()).results().forEach(word -> words.add(word.group(1)));
        return words;
    }

    private JsonNode description(String resource) {
        try (InputStream in = camel.getClassResolver().loadResourceAsStream(resource)) {
            return in == null ? MissingNode.getInstance() : new ObjectMapper().readTree(in);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}

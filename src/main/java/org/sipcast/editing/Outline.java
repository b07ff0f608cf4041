package org.sipcast.editing;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The outermost parts of a file of routes, with their lines. Camel reads more kinds than an edit can bring in: those it would take in silence,
 * and nothing would come of them.
 */
final class Outline {
    private static final Set<String> ROUTES = Set.of("route", "from");
    private static final Set<String> CONFIGURATIONS = Set.of("routeConfiguration");
    /** Those that hold for the routes of their file. */
    private static final Set<String> FOR_ROUTES = Set.of(
            "errorHandler", "intercept", "interceptFrom", "interceptSendToEndpoint", "onCompletion", "onException");

    /** XML has one outermost element; these hold what else there is. */
    private static final Set<String> WRAPPERS = Set.of(
            "routes",
            "routeConfigurations",
            "beans",
            "blueprint",
            "camel",
            "rests",
            "routeTemplates",
            "templatedRoutes");

    private static final String NO_LIST = "what is no list";
    private static final String NO_TEMPLATE = "write the routes themselves, without a template";
    private static final String NO_BEAN = "let the step name its class: beanType in place of ref";
    private static final String NO_REST = "write each path as a route that begins with platform-http:";
    private static final Map<String, String> INSTEAD = Map.of(
            "rest",
            NO_REST,
            "restConfiguration",
            NO_REST,
            "routeTemplate",
            NO_TEMPLATE,
            "templatedRoute",
            NO_TEMPLATE,
            "beans",
            NO_BEAN,
            "bean",
            NO_BEAN,
            NO_LIST,
            "begin each part with a hyphen, as in '- route:'");
    private static final Pattern HYPHEN = Pattern.compile("-([a-z])");

    private final List<Part> parts = new ArrayList<>();

    private record Part(String word, int line) {}

    private Outline() {}

    /** Of a file that can't be read to its end it has what stands before the mistake. */
    static Outline of(Source source) {
        Outline outline = new Outline();
        if (source.file().toString().endsWith(".xml")) {
            outline.readXml(source.text());
        } else {
            outline.readYaml(source.text());
        }
        return outline;
    }

    /** Whether it says how routes go that it does not hold. */
    boolean configuresOthers() {
        return parts.stream().anyMatch(part -> CONFIGURATIONS.contains(part.word()));
    }

    /** What no edit can bring in. */
    List<Problem> refusals(Source source) {
        List<Problem> refusals = new ArrayList<>();
        for (Part part : parts) {
            if (!ROUTES.contains(part.word())
                    && !CONFIGURATIONS.contains(part.word())
                    && !FOR_ROUTES.contains(part.word())) {
                refusals.add(new Place(source, part.line())
                        .problem(part.word() + " is not taken here", remedy(part.word())));
            }
        }
        return refusals;
    }

    private static String remedy(String word) {
        String remedy = INSTEAD.get(word);
        List<String> known = new ArrayList<>(ROUTES);
        known.addAll(CONFIGURATIONS);
        known.addAll(FOR_ROUTES);
        return remedy == null ? Words.didYouMean(word, known, "put it into a route") : remedy;
    }

    /** By its events: nodes would be made by recursion, which brackets by the thousand overflow. */
    private void readYaml(String text) {
        int depth = 0;
        boolean key = true;
        try {
            for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
                switch (event.getEventId()) {
                    case SequenceStart, MappingStart -> {
                        if (depth == 0 && event.getEventId() == Event.ID.MappingStart) {
                            add(NO_LIST, line(event)); // Camel takes it, and overlooks what is in it
                            return;
                        }
                        depth++;
                        if (depth == 2) {
                            key = true;
                        }
                    }
                    case SequenceEnd, MappingEnd -> {
                        depth--;
                        key = true;
                    }
                    case Scalar -> {
                        if (depth == 0) {
                            add(NO_LIST, line(event));
                        } else if (depth == 1) {
                            add(((ScalarEvent) event).getValue(), line(event));
                        } else if (depth == 2) {
                            if (key) {
                                add(((ScalarEvent) event).getValue(), line(event));
                            }
                            key = !key;
                        }
                    }
                    case Alias -> key = true;
                    default -> {}
                }
            }
        } catch (YamlEngineException e) {
            // Camel says what and where
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    /** Reads nothing but the text itself. */
    static XMLStreamReader xml(String text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new StringReader(text));
    }

    private void readXml(String text) {
        try {
            XMLStreamReader reader = xml(text);
            int wrappers = 0;
            int depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (depth == 0 && WRAPPERS.contains(reader.getLocalName())) {
                            wrappers = 1;
                        } else if (depth == wrappers) {
                            add(reader.getLocalName(), reader.getLocation().getLineNumber());
                        }
                        depth++;
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            // Camel says what and where
        }
    }

    private void add(String word, int line) {
        parts.add(new Part(HYPHEN.matcher(word).replaceAll(each -> each.group(1).toUpperCase(Locale.ROOT)), line));
    }
}

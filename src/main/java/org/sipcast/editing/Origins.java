package org.sipcast.editing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** In which file each definition stands: Camel copies those of configurations into every route that they apply to. */
final class Origins {
    private final IdentityHashMap<ProcessorDefinition<?>, Source> sources = new IdentityHashMap<>();

    /** The first file that shows a definition has it. */
    void add(RouteDefinition route, Source source) {
        enter(route, source);
    }

    void add(RouteConfigurationDefinition configuration, Source source) {
        List<ProcessorDefinition<?>> parts = new ArrayList<>();
        parts.addAll(configuration.getOnExceptions());
        parts.addAll(configuration.getOnCompletions());
        parts.addAll(configuration.getIntercepts());
        parts.addAll(configuration.getInterceptFroms());
        parts.addAll(configuration.getInterceptSendTos());
        parts.forEach(part -> enter(part, source));
    }

    private void enter(ProcessorDefinition<?> step, Source source) {
        if (sources.putIfAbsent(step, source) == null) {
            step.getOutputs().forEach(inner -> enter(inner, source));
        }
    }

    /** Where a step of a route is written, which may be another file than the route's. */
    Place placeOf(ProcessorDefinition<?> step, Source usual) {
        @Nullable Source source = sources.get(step);
        Source written = source == null ? usual : source;
        int line = line(step);
        return new Place(written, isOneBelow(step, written, line) ? line + 1 : line);
    }

    /** Camel counts lines from 0 for a step whose options stand in braces, on the line of its name. */
    private static boolean isOneBelow(ProcessorDefinition<?> step, Source source, int line) {
        Pattern name = Pattern.compile("\\s*- +" + Pattern.quote(step.getShortName()) + ":.*");
        List<String> lines = source.text().lines().skip(line - 1L).limit(2).toList();
        return lines.size() == 2
                && !name.matcher(lines.get(0)).matches()
                && name.matcher(lines.get(1)).matches();
    }

    @Nullable
    Source sourceOf(ProcessorDefinition<?> step) {
        return sources.get(step);
    }

    static int line(ProcessorDefinition<?> step) {
        if (step instanceof RouteDefinition route && route.getLineNumber() < 1) {
            return lineOf(route.getInput());
        }
        return lineOf(step);
    }

    private static int lineOf(@Nullable LineNumberAware part) {
        return part == null ? 1 : Math.max(1, part.getLineNumber());
    }
}

package org.sipcast.editing;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.sipcast.safety.PlainText;

/** Tells of each step which route it belongs to, what it is, and what it set. */
final class StepTeller implements InterceptStrategy {
    private static final int LONGEST = 100;

    private final Consumer<String> lines;

    StepTeller(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor next) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Route route = ExchangeHelper.getRoute(exchange);
                lines.accept(
                        "%-20s %s".formatted(route == null ? "" : route.getRouteId(), oneLine(definition.getLabel())));
                Map<String, String> before = state(exchange);
                return super.process(exchange, doneSync -> {
                    if (!definition.getShortName().equals("to")
                            && !definition.getShortName().equals("choice")) {
                        tell(before, state(exchange));
                    }
                    callback.done(doneSync);
                });
            }
        };
    }

    private void tell(Map<String, String> before, Map<String, String> after) {
        after.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                lines.accept(" ".repeat(23) + name + " = " + oneLine(value));
            }
        });
    }

    private static Map<String, String> state(Exchange exchange) {
        Map<String, String> state = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> state.put("header " + name, String.valueOf(value)));
        exchange.getProperties().forEach((name, value) -> {
            // Camel's own notes say nothing to people
            if (!name.startsWith("Camel")) {
                state.put("property " + name, String.valueOf(value));
            }
        });
        state.put("body", String.valueOf(exchange.getMessage().getBody()));
        return state;
    }

    private static String oneLine(String text) {
        String line = PlainText.of(text, " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}

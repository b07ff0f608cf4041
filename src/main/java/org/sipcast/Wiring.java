package org.sipcast;

import java.util.Objects;
import org.apache.camel.CamelContext;

/** What beans are made of: other beans, and settings. */
final class Wiring {
    private Wiring() {}

    /** @throws NullPointerException if it is not there yet: beans are set up in an order */
    static <T> T bean(CamelContext camel, String name, Class<T> type) {
        return Objects.requireNonNull(camel.getRegistry().lookupByNameAndType(name, type), () -> "no bean " + name);
    }

    /** @param name without the {@code sipcast.} that all begin with */
    static String setting(CamelContext camel, String name) {
        return camel.resolvePropertyPlaceholders("{{sipcast." + name + "}}");
    }

    static int number(CamelContext camel, String name) {
        return Integer.parseInt(setting(camel, name));
    }
}

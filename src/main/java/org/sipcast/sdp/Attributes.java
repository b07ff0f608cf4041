package org.sipcast.sdp;

import java.util.List;
import java.util.Optional;

/** The {@code a=} lines of one section, in order; names are case-sensitive (RFC 8866 section 5.13). */
record Attributes(List<Attribute> all) {
    Attributes {
        all = List.copyOf(all);
    }

    Optional<Attribute> first(String name) {
        return all.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
    }

    List<Attribute> named(String name) {
        return all.stream().filter(attribute -> attribute.name().equals(name)).toList();
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    /** The first direction attribute, if there is one. */
    Optional<Direction> direction() {
        return all.stream()
                .map(attribute -> Direction.ofAttribute(attribute.name()))
                .flatMap(Optional::stream)
                .findFirst();
    }
}

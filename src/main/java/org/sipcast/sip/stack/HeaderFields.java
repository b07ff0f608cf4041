package org.sipcast.sip.stack;

import java.util.List;

/** The header fields of a request as they came, unjudged: a caller may have sent any name and any value. */
@FunctionalInterface
public interface HeaderFields {

    HeaderFields NONE = name -> List.of();

    /** The values of all fields of this name, in their order; names have no case (RFC 3261 section 7.3.1). */
    List<String> values(String name);
}

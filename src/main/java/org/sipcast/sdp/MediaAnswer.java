package org.sipcast.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One m-line of an answer, complete but for our port.
 *
 * @param name the offer's word for the medium
 * @param protocol the offer's
 * @param formats those that we accept; if the medium is refused, one of the offer's in their place
 * @param accepted the medium that is sent, or empty if it is refused with port 0 (RFC 3264 section 6)
 * @param attributes the {@code a=} lines' values, in order
 */
public record MediaAnswer(
        String name, String protocol, List<String> formats, Optional<Medium> accepted, List<String> attributes) {
    public MediaAnswer {
        formats = List.copyOf(formats);
        attributes = List.copyOf(attributes);
    }

    MediaAnswer withoutHold() {
        return new MediaAnswer(
                name,
                protocol,
                formats,
                accepted,
                attributes.stream()
                        .map(attribute -> attribute.equals(Direction.INACTIVE.attribute())
                                ? Direction.SENDRECV.attribute()
                                : attribute)
                        .toList());
    }

    static MediaAnswer refused(MediaDescription offered) {
        return new MediaAnswer(
                offered.name(),
                offered.protocol(),
                List.of(offered.formats().get(0)),
                Optional.empty(),
                mid(offered).map(List::of).orElse(List.of()));
    }

    /** RFC 5888 section 9.1: an answer repeats the offer's identification tags, also where it takes up no group. */
    static Optional<String> mid(MediaDescription offered) {
        return offered.attributes()
                .first("mid")
                .filter(mid -> Token.matches(mid.value()))
                .map(mid -> "mid:" + mid.value());
    }
}

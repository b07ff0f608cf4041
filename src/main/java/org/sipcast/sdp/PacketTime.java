package org.sipcast.sdp;

import java.util.List;
import java.util.OptionalInt;

/**
 * How much sound the caller wants in a packet (RFC 8866 section 6.4), in milliseconds; empty if he says nothing.
 *
 * @param preferred {@code a=ptime}, which is a wish
 * @param longest {@code a=maxptime}, which binds
 */
record PacketTime(OptionalInt preferred, OptionalInt longest) {
    private static final int USUAL = 20;
    private static final List<Integer> OPUS = List.of(60, 40, USUAL);
    private static final List<Integer> G711 = List.of(60, 40, 30, USUAL);
    private static final int LIMIT = 10_000;

    /** @param lowDelay whether longer packets than usual are not to be sent, though they are asked for */
    static PacketTime of(MediaDescription description, boolean lowDelay) {
        OptionalInt preferred = lowDelay ? OptionalInt.empty() : milliseconds(description, "ptime");
        return new PacketTime(preferred, milliseconds(description, "maxptime"));
    }

    /** Both may have a fraction, which makes no difference here. What is no number says nothing. */
    private static OptionalInt milliseconds(MediaDescription description, String name) {
        return description
                .attributes()
                .first(name)
                .map(attribute -> DecimalNumber.parse(wholePart(attribute.value()), LIMIT))
                .orElse(OptionalInt.empty());
    }

    private static String wholePart(String number) {
        int point = number.indexOf('.');
        return point < 0 ? number : number.substring(0, point);
    }

    /** What a packet gets of a codec: as much as is wished for and may be, and no less than is usual; empty if that is too much. */
    OptionalInt of(Codec codec) {
        int most = longest.orElse(LIMIT);
        int wished = Math.max(USUAL, preferred.orElse(USUAL));
        return (codec == Codec.OPUS ? OPUS : G711)
                .stream()
                        .filter(time -> time <= wished && time <= most)
                        .mapToInt(Integer::intValue)
                        .findFirst();
    }
}

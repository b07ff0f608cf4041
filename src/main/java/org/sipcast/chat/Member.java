package org.sipcast.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;

/**
 * A viewer as a room knows him.
 *
 * @param id tells nothing of the call, since all who watch see it
 * @param name the one that he would like to have
 * @param identity who he is by the word of the SIP platform; null if it says nothing
 */
record Member(
        String call, String id, String room, String name, String caller, @Nullable String identity, Outbox outbox) {

    private static final int ID_OCTETS = 6;

    static Member of(Call call, String name, Outbox outbox) {
        String identity = call.identity();
        return new Member(
                call.id(),
                id(call.id()),
                call.channel().name(),
                name,
                Address.of(call.caller()),
                identity == null ? null : Address.of(identity),
                outbox);
    }

    Member called(String assigned) {
        return new Member(call, id, room, assigned, caller, identity, outbox);
    }

    /**
     * Whether a message outside calls is from the same: by the platform's word, if it gives that for both or none.
     *
     * @param from an {@link Address}, as {@code asserted} is
     */
    boolean isBy(String from, @Nullable String asserted) {
        return asserted == null ? identity == null && caller.equals(from) : asserted.equals(identity);
    }

    /** @param proven by the platform or by his call, and not just by his own word */
    Sender sender(boolean proven) {
        return new Sender(call, room, id, name, identity == null ? caller : identity, proven);
    }

    private static String id(String call) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(call.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

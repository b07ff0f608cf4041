package org.sipcast.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The place of one call's viewer: kept for him, taken once, given up once. Who has given it up takes it no more, whichever came first. */
final class Seat {
    private final Member viewer;
    private volatile @Nullable Room room;
    private boolean givenUp;

    Seat(Member viewer) {
        this.viewer = viewer;
    }

    String channel() {
        return viewer.room();
    }

    /** Lets him into the room; as he is known there, or nothing if he is in already or has gone. */
    synchronized Optional<Member> take(Room entered) {
        if (givenUp || room != null) {
            return Optional.empty();
        }
        Member member = entered.enter(viewer);
        room = entered;
        return Optional.of(member);
    }

    /** Lets him out, now or before he could come in; as he was known, or nothing if he was not in. */
    synchronized Optional<Member> giveUp() {
        Room left = room;
        boolean first = !givenUp;
        givenUp = true;
        return left == null || !first ? Optional.empty() : left.leave(viewer.call());
    }

    /** As he is known in his room; nothing if he is not in. */
    Optional<Member> member() {
        Room taken = room;
        return taken == null ? Optional.empty() : Optional.ofNullable(taken.find(viewer.call()));
    }
}

package org.sipcast.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those who watch one channel on this server, and what was said last. All of them get all lines in one order. */
final class Room {
    /** As many lines could come twice between two of the same. */
    private static final int REMEMBERED_IDS = 1000;

    private final RoomSettings settings;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Names names = new Names();
    private final Deque<Written> history = new ArrayDeque<>();
    private final Set<String> seen = new LinkedHashSet<>();

    Room(RoomSettings settings) {
        this.settings = settings;
    }

    /** Lets a viewer in, who gets the last lines first; as he is known from now on. */
    synchronized Member enter(Member viewer) {
        Member member = viewer.called(names.give(viewer.name(), viewer.id()));
        members.put(member.call(), member);
        history.forEach(member.outbox()::add);
        return member;
    }

    /** Lets him out; as he was known, or nothing if he was not in. */
    synchronized Optional<Member> leave(String call) {
        Member member = members.remove(call);
        if (member != null) {
            names.take(member.name(), member.id());
        }
        return Optional.ofNullable(member);
    }

    synchronized @Nullable Member find(String call) {
        return members.get(call);
    }

    /** Who has called last among those who may have sent this, both being addresses. */
    synchronized Optional<Member> find(String from, @Nullable String identity) {
        return members.values().stream()
                .filter(member -> member.isBy(from, identity))
                .reduce((former, latter) -> latter);
    }

    synchronized int size() {
        return members.size();
    }

    /** Hands a line to all but the one it is from; a line that was here before is nothing new. */
    synchronized void deliver(Line line) {
        if (!isNew(line.id())) {
            return;
        }
        if (line.text().isEmpty()) {
            names.gone(line.name(), line.member());
            return;
        }
        Written written = new Written(line.member().isEmpty() ? line : named(line), settings.host());
        if (line.isKept()) {
            history.addLast(written);
            if (history.size() > settings.history()) {
                history.removeFirst();
            }
        }
        for (Member member : members.values()) {
            if (!member.id().equals(line.member())) {
                member.outbox().add(written);
            }
        }
    }

    private Line named(Line line) {
        if (line.kind() == Line.Kind.LEFT) {
            names.gone(line.name(), line.member());
            return line;
        }
        String name = names.shown(line.name(), line.member());
        return new Line(line.id(), line.room(), line.kind(), line.member(), name, line.at(), line.text());
    }

    private boolean isNew(String id) {
        if (!seen.add(id)) {
            return false;
        }
        if (seen.size() > REMEMBERED_IDS) {
            seen.remove(seen.iterator().next());
        }
        return true;
    }
}

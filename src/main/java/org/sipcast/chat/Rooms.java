package org.sipcast.chat;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;

/** A room for each channel. Lines come from a bus, in whose order each viewer on this server gets them. */
public final class Rooms {
    private final RoomSettings settings;
    private final Predicate<String> isChannel;
    private final MessageSender sender;
    private final Executor threads;
    private final Clock clock;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    /** By call, from its INVITE to its end. */
    private final Map<String, Seat> seats = new ConcurrentHashMap<>();

    /** @param threads on which MESSAGEs are sent; a job there does not wait for answers */
    public Rooms(
            RoomSettings settings, Predicate<String> isChannel, MessageSender sender, Executor threads, Clock clock) {
        this.settings = settings;
        this.isChannel = isChannel;
        this.sender = sender;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Takes down what a call's INVITE says of its viewer, until he is there or the call ends.
     *
     * @param assertedName by the word of the SIP platform
     * @param accept the types that he takes within the call (RFC 3261 section 13.2.1)
     */
    public void expect(Call call, @Nullable String assertedName, @Nullable String ownName, @Nullable String accept) {
        Outbox outbox = new Outbox(call.id(), sender, threads, settings.queue(), Cpim.isAccepted(accept));
        String name = DisplayName.of(assertedName, ownName, settings.nameless());
        seats.put(call.id(), new Seat(Member.of(call, name, outbox)));
    }

    /** Lets the viewer of a call in, who watches now; what the others are to hear of it, if anything. */
    public Optional<Line> enter(String call) {
        Seat seat = seats.get(call);
        if (seat == null) {
            return Optional.empty();
        }
        Room room = rooms.computeIfAbsent(seat.channel(), name -> new Room(settings));
        return seat.take(room).flatMap(member -> notice(Line.Kind.JOINED, settings.joined(), member, room.size()));
    }

    /** Lets the viewer of a call out that has ended; what the bus is to carry of it, as his name is free again on every server. */
    public Optional<Line> leave(String call) {
        Seat seat = seats.remove(call);
        if (seat == null) {
            return Optional.empty();
        }
        return seat.giveUp().map(member -> {
            member.outbox().close();
            return notice(Line.Kind.LEFT, settings.left(), member, viewers(member.room()))
                    .orElseGet(() -> line(member.room(), Line.Kind.LEFT, member.id(), member.name(), ""));
        });
    }

    private Optional<Line> notice(Line.Kind kind, String words, Member member, int viewers) {
        return settings.notices() == 0 || viewers > settings.notices() || words.isBlank()
                ? Optional.empty()
                : Optional.of(
                        line(member.room(), kind, member.id(), member.name(), words.replace("{name}", member.name())));
    }

    /**
     * Who sends a message.
     *
     * @param call the call that it is within; null if it is outside any
     * @param channel that it is to, if it is outside calls
     * @throws NotWatchingException if that is nobody who watches
     */
    public Sender sender(@Nullable String call, String channel, String from, @Nullable String identity) {
        Optional<Member> member = call == null ? outside(channel, from, identity) : within(call);
        return member.orElseThrow(() -> new NotWatchingException("Only those who watch this channel can write here"))
                .sender(call != null || identity != null);
    }

    private Optional<Member> within(String call) {
        Seat seat = seats.get(call);
        return seat == null ? Optional.empty() : seat.member();
    }

    private Optional<Member> outside(String channel, String from, @Nullable String identity) {
        String asserted = identity == null ? null : Address.of(identity);
        String address = Address.of(from);
        Room room = rooms.get(channel);
        return room == null || Address.isAnonymous(asserted == null ? address : asserted)
                ? Optional.empty()
                : room.find(address, asserted);
    }

    /**
     * The text of a line as it may be said.
     *
     * @throws LineTooLongException if it is too long
     * @throws UnreadableLineException if there is nothing in it
     */
    public String checked(String text) {
        return LineText.checked(text, settings.lineOctets());
    }

    /** What a viewer says, for the bus. */
    public Line line(Sender by, String text) {
        return line(by.room(), Line.Kind.LINE, by.member(), by.name(), text);
    }

    /** What an operator says, for the bus. */
    public Line notice(String room, String text) {
        return line(room, Line.Kind.NOTICE, "", "", text);
    }

    private Line line(String room, Line.Kind kind, String member, String name, String text) {
        return new Line(
                UUID.randomUUID().toString(),
                room,
                kind,
                member,
                name,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                text);
    }

    /** Hands on what the bus brought; lines for channels that are not ours are not for us. */
    public void deliver(Line line) {
        if (isChannel.test(line.room())) {
            rooms.computeIfAbsent(line.room(), name -> new Room(settings)).deliver(line);
        }
    }

    /** How many of this server's viewers are in a room. */
    public int viewers(String channel) {
        Room room = rooms.get(channel);
        return room == null ? 0 : room.size();
    }
}

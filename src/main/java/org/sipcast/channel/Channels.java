package org.sipcast.channel;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one conf/channels.yaml, in the file's order, and what is wrong with the others. They can be replaced while
 * others look for one.
 *
 * <p>Names are compared exactly: the user part of a SIP address is case-sensitive (RFC 3261 section 19.1.4), and a channel's name
 * is lower case.
 */
public final class Channels {
    private final List<ChannelProblem> problems;
    private volatile Map<String, Channel> byName;

    Channels(Collection<Channel> channels, List<ChannelProblem> problems) {
        this.byName = byName(channels);
        this.problems = List.copyOf(problems);
    }

    private static Map<String, Channel> byName(Collection<Channel> channels) {
        Map<String, Channel> map = new LinkedHashMap<>();
        channels.forEach(channel -> map.put(channel.name(), channel));
        return Collections.unmodifiableMap(map);
    }

    /** Has other channels from now on, all at once. Calls keep the channel that they came for. */
    public void become(Collection<Channel> channels) {
        byName = byName(channels);
    }

    /**
     * Reads a file of channels. Never fails: what is wrong, be it the whole file, is told by {@link #problems()}.
     *
     * @param mediaFolder where sources that are relative paths are looked for
     */
    public static Channels read(Path file, Path mediaFolder) {
        return new ChannelsFile(file, mediaFolder).read();
    }

    /** The channel that has this user part of a SIP address, exactly. */
    public Optional<Channel> find(@Nullable String user) {
        return user == null ? Optional.empty() : Optional.ofNullable(byName.get(user));
    }

    /**
     * Like {@link #find}.
     *
     * @throws UnknownChannelException if there is none
     */
    public Channel require(@Nullable String user) {
        // A stranger's text goes into the message only in the form of a name.
        return find(user)
                .orElseThrow(() -> new UnknownChannelException(
                        user != null && Channel.isName(user)
                                ? "No channel '" + user + "' here"
                                : "No such channel here"));
    }

    public Collection<Channel> all() {
        return byName.values();
    }

    /** What was wrong in the file when it was read. */
    public List<ChannelProblem> problems() {
        return problems;
    }
}

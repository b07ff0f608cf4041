package org.sipcast.vlc.telnet;

import java.util.List;

/**
 * A reply that ended with {@code OK}.
 *
 * @param data the lines before it
 * @param words what follows {@code OK}, empty if nothing does
 */
public record Reply(List<String> data, String words) {
    public Reply {
        data = List.copyOf(data);
    }
}

package org.sipcast.chat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may not write: accounts as {@code user@host}, all of a {@code @host}, or names as they are shown in rooms. */
public final class MuteList {
    private final ListFile<Set<String>> file;

    public MuteList(Path file) {
        this.file = new ListFile<>(file, MuteList::folded);
    }

    private static Set<String> folded(List<String> entries) {
        return entries.stream().map(MuteList::key).collect(Collectors.toUnmodifiableSet());
    }

    private static String key(String entry) {
        String bare = entry.startsWith("sip:") ? Address.of(entry) : entry;
        return DisplayName.folded(bare);
    }

    public boolean has(Sender sender) {
        Set<String> muted = file.now();
        String address = sender.address();
        return !muted.isEmpty()
                && (muted.contains(key(sender.name()))
                        || muted.contains(key(address))
                        || muted.contains(key(address.substring(Math.max(0, address.indexOf('@'))))));
    }
}

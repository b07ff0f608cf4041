package org.sipcast.chat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names in one room, each of which belongs to one member, here or on another server. */
final class Names {
    /** Members who are elsewhere or gone; who has not been heard of for longest is forgotten first. */
    private static final int MOST_REMEMBERED = 2000;

    private final Map<String, String> here = new HashMap<>();
    /** The number for the next one who wants a name that is taken: all before it were given. */
    private final Map<String, Integer> next = bounded();

    private final Map<String, String> elsewhere = bounded();
    /** Names of those who were here last, whose lines may come behind them. */
    private final Map<String, String> gone = bounded();

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    /** The name, with a number behind it if another has it. */
    String give(String wanted, String member) {
        String name = wanted;
        String folded = DisplayName.folded(wanted);
        if (isOfAnother(name, member)) {
            int number = next.getOrDefault(folded, 2);
            do {
                name = DisplayName.numbered(wanted, number++);
            } while (isOfAnother(name, member));
            next.put(folded, number);
        } else {
            next.remove(folded);
        }
        here.put(DisplayName.folded(name), member);
        return name;
    }

    /** Who goes leaves his name to others, even if a line of his is still on its way. */
    void take(String name, String member) {
        here.remove(DisplayName.folded(name), member);
        gone.put(member, name);
    }

    /** The name under which a member of any server is shown here: with a part of his id, if the name is another's here. */
    String shown(String name, String member) {
        String folded = DisplayName.folded(name);
        if (member.equals(here.get(folded))) {
            return name;
        }
        if (isOfAnother(name, member)) {
            return name + " (" + member.substring(0, Math.min(4, member.length())) + ")";
        }
        if (!gone.containsKey(member)) {
            elsewhere.put(folded, member);
        }
        return name;
    }

    void gone(String name, String member) {
        elsewhere.remove(DisplayName.folded(name), member);
    }

    private boolean isOfAnother(String name, String member) {
        String folded = DisplayName.folded(name);
        String owner = here.getOrDefault(folded, elsewhere.get(folded));
        return owner != null && !owner.equals(member);
    }
}

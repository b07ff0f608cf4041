package org.sipcast.chat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names in one room, each of which belongs to one member, here or on another server. */
final class Names {
    /** Members of other servers that are remembered; who has not been heard of for longest is forgotten first. */
    private static final int MOST_ELSEWHERE = 2000;

    private final Map<String, String> here = new HashMap<>();
    private final Map<String, String> elsewhere = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_ELSEWHERE;
        }
    };

    /** The name, with a number behind it if another has it. */
    String give(String wanted, String member) {
        String name = wanted;
        for (int number = 2; isOfAnother(name, member); number++) {
            name = wanted + " (" + number + ")";
        }
        here.put(DisplayName.folded(name), member);
        return name;
    }

    void take(String name, String member) {
        here.remove(DisplayName.folded(name), member);
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
        elsewhere.put(folded, member);
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

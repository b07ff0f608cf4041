package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * RFC 3264's rules for an answer, checked by comparing texts: shares no code with what it checks, not even its idea of a line.
 */
final class AnswerRules {
    private static final Map<String, List<String>> ALLOWED_DIRECTIONS = Map.of(
            "sendrecv", List.of("sendrecv", "sendonly", "recvonly", "inactive"),
            "sendonly", List.of("recvonly", "inactive"),
            "recvonly", List.of("sendonly", "inactive"),
            "inactive", List.of("inactive"));
    private static final Pattern LINE = Pattern.compile("[a-z]=[^\r\n\0]*");

    private final List<String> violations = new ArrayList<>();
    private final String offer;
    private final String answer;

    private AnswerRules(String offer, String answer) {
        this.offer = offer;
        this.answer = answer;
    }

    /** What is wrong with the answer to this offer; empty if nothing is. */
    static List<String> violations(String offer, String answer) {
        AnswerRules rules = new AnswerRules(offer, answer);
        rules.checkForm();
        rules.checkMedia();
        return rules.violations;
    }

    private void checkForm() {
        List<String> lines = List.of(answer.split("\r\n", -1));
        require(lines.get(lines.size() - 1).isEmpty(), "the last line has no end");
        StringBuilder types = new StringBuilder();
        for (String line : lines.subList(0, lines.size() - 1)) {
            require(LINE.matcher(line).matches(), "not a line: " + line);
            types.append(line.charAt(0));
        }
        require(types.toString().matches("vosct(ma*)+"), "RFC 8866 section 5: the order of lines is " + types);
        require(!answer.contains("a=group:"), "RFC 5888 section 9.1: a group that is not kept");
    }

    private void checkMedia() {
        List<Section> offered = Section.of(offer);
        List<Section> answered = Section.of(answer);
        if (offered.size() != answered.size()) {
            require(false, "section 6: not as many m-lines as offered");
            return;
        }
        boolean anyAccepted = false;
        for (int i = 1; i < offered.size(); i++) {
            Section want = offered.get(i);
            Section have = answered.get(i);
            require(want.field(0).equals(have.field(0)), "section 6: another medium in place " + i);
            require(want.field(2).equals(have.field(2)), "section 6.1: another protocol in place " + i);
            require(have.fields().size() >= 4, "section 6: no format in place " + i);
            if (!have.field(1).equals("0")) {
                anyAccepted = true;
                require(!want.field(1).equals("0"), "section 6: port 0 was offered in place " + i);
                checkFormats(want, have);
                checkDirection(offered.get(0), want, have);
                checkAttributes(want, have);
            }
        }
        require(anyAccepted, "section 6: nothing is accepted, that is a refusal and no answer");
    }

    private void checkFormats(Section want, Section have) {
        List<String> offered = want.fields().subList(3, want.fields().size());
        for (String format : have.fields().subList(3, have.fields().size())) {
            require(offered.contains(format), "section 6.1: format " + format + " was not offered");
            String wanted = want.value("rtpmap:" + format + " ");
            String map = have.value("rtpmap:" + format + " ");
            require(!map.isEmpty(), "section 6.1: payload type " + format + " without rtpmap");
            require(
                    wanted.isEmpty() || wanted.equalsIgnoreCase(map),
                    "section 6.1: payload type " + format + " means " + wanted + ", not " + map);
            if (map.equalsIgnoreCase("H264/90000")) {
                checkH264(want.value("fmtp:" + format + " "), have.value("fmtp:" + format + " "));
            }
            if (map.toLowerCase(Locale.ROOT).startsWith("rtx/")) {
                checkRetransmission(have, have.value("fmtp:" + format + " "), want.value("fmtp:" + format + " "));
            }
        }
    }

    private void checkRetransmission(Section have, String answered, String offered) {
        String original = parameter(answered, "apt");
        require(
                original.equals(parameter(offered, "apt"))
                        && have.fields().subList(3, have.fields().size()).contains(original),
                "RFC 4588 section 8.6: packets of a payload type that is not in use are sent again: " + answered);
        require(
                have.feedback().contains("a=rtcp-fb:" + original + " nack")
                        || have.feedback().contains("a=rtcp-fb:* nack"),
                "RFC 4588 section 8.7: who misses a packet cannot say so");
    }

    /** Profile and packetization mode are used symmetrically; the level may only go down. */
    private void checkH264(String offered, String answered) {
        require(
                parameter(offered, "packetization-mode").equals(parameter(answered, "packetization-mode")),
                "RFC 6184 section 8.2.2: packetization-mode differs: " + offered + " and " + answered);
        require(
                parameter(offered, "level-asymmetry-allowed").equals("1")
                        || parameter(answered, "level-asymmetry-allowed").isEmpty(),
                "RFC 6184 section 8.2.2: level asymmetry was not offered");
        String wanted = parameter(offered, "profile-level-id").toLowerCase(Locale.ROOT);
        String had = parameter(answered, "profile-level-id").toLowerCase(Locale.ROOT);
        require(
                profile(wanted).equals(profile(had)),
                "RFC 6184 section 8.2.2: the profile of profile-level-id differs: " + offered + " and " + answered);
        require(
                level(had) <= level(wanted),
                "RFC 6184 section 8.2.2: a higher level than offered: " + offered + " and " + answered);
    }

    /** But for constraint_set3, which belongs to the level where it is 1.1. */
    private static String profile(String id) {
        return id.length() == 6 ? id.substring(0, 2) + (Integer.parseInt(id.substring(2, 4), 16) & ~0x10) : id;
    }

    private static int level(String id) {
        if (id.length() != 6) {
            return 0;
        }
        int idc = Integer.parseInt(id.substring(4), 16);
        boolean oneB = idc == 11 && !id.startsWith("64") && (Integer.parseInt(id.substring(2, 4), 16) & 0x10) != 0;
        // between 1 and 1.1, and written as 9 elsewhere
        return oneB || idc == 9 ? 105 : idc * 10;
    }

    private static String parameter(String parameters, String name) {
        for (String pair : parameters.split(";", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2 && sides[0].trim().equalsIgnoreCase(name)) {
                return sides[1].trim();
            }
        }
        return "";
    }

    private void checkDirection(Section session, Section want, Section have) {
        String wanted = want.direction(session.direction("sendrecv"));
        String direction = have.direction("sendrecv");
        require(
                ALLOWED_DIRECTIONS.getOrDefault(wanted, List.of()).contains(direction),
                "section 6.1: " + wanted + " answered with " + direction);
    }

    private void checkAttributes(Section want, Section have) {
        require(!have.has("rtcp-mux") || want.has("rtcp-mux"), "RFC 5761 section 5.1.1: rtcp-mux was not offered");
        require(have.value("mid:").equals(want.value("mid:")), "RFC 5888 section 9.1: another mid");
        require(!have.has("rtcp-rsize") || want.has("rtcp-rsize"), "RFC 5506 section 5: rtcp-rsize was not offered");
        String longest = want.value("maxptime:");
        require(
                !longest.matches("[0-9]{1,9}")
                        || have.value("ptime:").isEmpty()
                        || Integer.parseInt(have.value("ptime:")) <= Integer.parseInt(longest),
                "RFC 8866 section 6.4: packets of more than maxptime");
        for (String line : have.lines()) {
            require(
                    !line.startsWith("a=rtcp-fb:") || want.feedback().contains(line),
                    "RFC 4585 section 4.2: feedback that was not offered: " + line);
        }
    }

    private void require(boolean kept, String otherwise) {
        if (!kept) {
            violations.add(otherwise);
        }
    }

    /** The lines before the first m-line, or an m-line with those that follow it. */
    private record Section(List<String> lines) {

        static List<Section> of(String description) {
            List<Section> sections = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            for (String line : description.split("\r?\n", -1)) {
                if (line.startsWith("m=")) {
                    sections.add(new Section(List.copyOf(lines)));
                    lines.clear();
                }
                lines.add(line.stripTrailing());
            }
            sections.add(new Section(List.copyOf(lines)));
            return sections;
        }

        List<String> fields() {
            return List.of(lines.get(0).substring(2).trim().split("[ \t]+", -1));
        }

        String field(int index) {
            return fields().get(index);
        }

        boolean has(String attribute) {
            return lines.contains("a=" + attribute);
        }

        String value(String attribute) {
            return lines.stream()
                    .filter(line -> line.startsWith("a=" + attribute))
                    .map(line -> line.substring(2 + attribute.length()).trim())
                    .findFirst()
                    .orElse("");
        }

        List<String> feedback() {
            return lines.stream()
                    .map(line -> line.replaceAll("[ \t]+", " ").toLowerCase(Locale.ROOT))
                    .toList();
        }

        String direction(String otherwise) {
            return lines.stream()
                    .filter(line -> line.startsWith("a=") && ALLOWED_DIRECTIONS.containsKey(line.substring(2)))
                    .map(line -> line.substring(2))
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}

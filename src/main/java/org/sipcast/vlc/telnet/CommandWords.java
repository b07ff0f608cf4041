package org.sipcast.vlc.telnet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand in a command, checked word by word: a blank or a line break from outside would be a second command. */
final class CommandWords {
    static final int LONGEST_COMMAND = 4096;

    private static final int USUAL_MILLISECONDS = 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern SECRET = Pattern.compile("[!-~]{1,256}");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern POSITION = Pattern.compile(
            "[0-9]{1,5}:[0-9]{1,10}(:[0-9]{1,5})?(@[0-9a-f.:\\[\\]]{9,53})?(\\+[0-9a-f.:\\[\\]]{9,53})?");
    private static final Pattern MRL =
            Pattern.compile("[a-z][a-z0-9+.-]{0,31}://[A-Za-z0-9/?#@!$&()*+,;=:%._~\\[\\]-]{0,2047}");
    private static final Set<String> CODECS = Set.of("vp8", "h264", "opus", "pcma", "pcmu");

    private CommandWords() {}

    /** The name of a hub or a sink. */
    static String name(String name) {
        return matching(NAME, name, "the name of a hub or a sink");
    }

    static String secret(String secret) {
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException("the secret is no word");
        }
        return secret;
    }

    static String codec(String codec) {
        if (!CODECS.contains(codec)) {
            throw new IllegalArgumentException("not a codec: " + printable(codec));
        }
        return codec;
    }

    static int port(int port) {
        return within(port, 1, 65_535, "a port");
    }

    /** 72 to 76 would look like RTCP where the two share a port (RFC 5761 section 4). */
    static int payloadType(int payloadType) {
        if (payloadType >= 72 && payloadType <= 76) {
            throw new IllegalArgumentException("a payload type is not one of 72 to 76: " + payloadType);
        }
        return within(payloadType, 0, 127, "a payload type");
    }

    /** How a codec is cut into packets; nothing where that is as usual. */
    static String packets(String codec, int packetizationMode, int packetMilliseconds) {
        return switch (codec) {
            case "h264" -> within(packetizationMode, 0, 1, "a packetization mode") == 0 ? ",mode=0" : "";
            case "opus", "pcma", "pcmu" ->
                packetMilliseconds == USUAL_MILLISECONDS
                        ? ""
                        : ",ptime=" + within(packetMilliseconds, 1, 1000, "the time of a packet");
            default -> "";
        };
    }

    /** Whole seconds, rounded up. */
    static long leaseSeconds(Duration lease) {
        return within((int) Math.min(lease.plusMillis(999).toSeconds(), Integer.MAX_VALUE), 1, 3600, "a lease");
    }

    static long seconds(Duration position) {
        return within((int) Math.min(position.toSeconds(), Integer.MAX_VALUE), 0, 1_000_000, "a position");
    }

    static long cacheMilliseconds(Duration cache) {
        return within((int) Math.min(cache.toMillis(), Integer.MAX_VALUE), 0, 60_000, "a cache time");
    }

    static long reportMilliseconds(Duration interval) {
        return within((int) Math.min(interval.toMillis(), Integer.MAX_VALUE), 100, 60_000, "a time between reports");
    }

    /** Address and port of one receiver; a name, a group or "any address" is refused. */
    static String endpoint(String address, int port) {
        boolean ipv4 = IPV4.matcher(address).matches();
        boolean ipv6 = !ipv4 && address.contains(":") && IPV6.matcher(address).matches();
        if (!ipv4 && !ipv6) {
            throw new IllegalArgumentException("not an IP address: " + printable(address));
        }
        InetAddress literal;
        try {
            literal = InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + printable(address), e);
        }
        if (literal.isAnyLocalAddress() || literal.isMulticastAddress() || address.equals("255.255.255.255")) {
            throw new IllegalArgumentException("not the address of one receiver: " + address);
        }
        return (ipv6 ? "[" + address + "]" : address) + ":" + port(port);
    }

    /** A source; VLC's own commands that look like one are refused. The words of the error keep it to themselves. */
    static String mrl(String mrl) {
        if (!MRL.matcher(mrl).matches() || mrl.startsWith("vlc:")) {
            throw new IllegalArgumentException("the source is no address that VLC may open");
        }
        return mrl;
    }

    /** Where a stream is. */
    static String position(String position) {
        return matching(POSITION, position, "where a stream is");
    }

    static String line(String line) {
        if (line.length() > LONGEST_COMMAND) {
            throw new IllegalArgumentException("a command is longer than " + LONGEST_COMMAND + " octets");
        }
        return line;
    }

    private static int within(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    private static String matching(Pattern pattern, String value, String what) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("not " + what + ": " + printable(value));
        }
        return value;
    }

    private static String printable(String value) {
        String start = value.length() > 64 ? value.substring(0, 64) + "…" : value;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}

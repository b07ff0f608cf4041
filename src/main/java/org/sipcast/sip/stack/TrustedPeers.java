package org.sipcast.sip.stack;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The machines that may call: this one, and those of a list of IP addresses and CIDR blocks.
 *
 * <p>It judges the address that a packet came from; what Via says is only the sender's word.
 */
public final class TrustedPeers implements Predicate<InetAddress> {

    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final List<Block> blocks;

    private TrustedPeers(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** Nobody but this machine. */
    public static TrustedPeers loopback() {
        return parse("");
    }

    /**
     * This machine and those of a comma-separated list, such as {@code 192.0.2.7, 10.0.0.0/8, 2001:db8::/32}.
     *
     * @throws IllegalArgumentException that names the first entry that is no IP address or block; names are refused,
     *     because whoever answers for the name would decide who may call
     */
    public static TrustedPeers parse(String list) {
        List<Block> blocks = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            if (!entry.isBlank()) {
                blocks.add(Block.parse(entry.strip()));
            }
        }
        return new TrustedPeers(List.copyOf(blocks));
    }

    @Override
    public boolean test(InetAddress source) {
        return source.isLoopbackAddress() || blocks.stream().anyMatch(block -> block.contains(source.getAddress()));
    }

    private record Block(BigInteger network, int bits, int prefixLength) {

        static Block parse(String text) {
            int slash = text.indexOf('/');
            String literal = slash < 0 ? text : text.substring(0, slash);
            try {
                if (!LITERAL.matcher(literal).matches()) {
                    throw new UnknownHostException(literal);
                }
                byte[] address = InetAddress.getByName(literal).getAddress();
                int bits = address.length * 8;
                int prefixLength = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
                if (prefixLength < 0 || prefixLength > bits) {
                    throw new NumberFormatException(text);
                }
                return new Block(prefix(address, prefixLength), bits, prefixLength);
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "A trusted peer must be an IP address or a block like 10.0.0.0/8, but one is '" + text + "'",
                        e);
            }
        }

        boolean contains(byte[] address) {
            return address.length * 8 == bits && prefix(address, prefixLength).equals(network);
        }

        private static BigInteger prefix(byte[] address, int length) {
            return new BigInteger(1, address).shiftRight(address.length * 8 - length);
        }
    }
}

package org.sipcast.browser;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sipcast.e2e.program.Program;

/**
 * Firefox, and Chromium as it is by default, find no way to a media proxy, be it on loopback, where loopback is the only network. There this
 * makes a pair of interfaces that leads nowhere, which takes root.
 */
final class SecondInterface implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String NAME = "sipcast-test";

    private final boolean made;

    private SecondInterface(boolean made) {
        this.made = made;
    }

    static SecondInterface ifNone() {
        try {
            boolean none = NetworkInterface.networkInterfaces().noneMatch(SecondInterface::isUsable);
            if (none) {
                ip("link", "add", NAME, "type", "veth", "peer", "name", NAME + "-1");
                ip("address", "add", "198.51.100.1/30", "dev", NAME);
                ip("link", "set", NAME, "up");
                ip("link", "set", NAME + "-1", "up");
                ip("route", "add", "default", "via", "198.51.100.2");
            }
            return new SecondInterface(none);
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && network.inetAddresses().anyMatch(address -> address.getAddress().length == 4);
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ip(String... words) {
        var command = new java.util.ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        Program.run(LIMIT, Map.of(), command);
    }

    @Override
    public void close() {
        if (made) {
            ip("link", "delete", NAME);
        }
    }
}

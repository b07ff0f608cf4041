package org.sipcast.vlc.telnet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.apache.commons.net.DefaultSocketFactory;

/**
 * Sockets whose replies come as soon as they are there, and cost little.
 *
 * <p>What is received is acknowledged at once. VLC's control interface can't turn off Nagle's algorithm (RFC 896), so with
 * several commands on their way VLC holds the second reply back until the first is acknowledged, which otherwise takes 40 ms where
 * there is nothing to be sent meanwhile.
 *
 * <p>They do not say what they have received and nobody has read yet: the telnet client asks that of the kernel after
 * each octet, which took more time than all else about a reply.
 */
final class ControlSockets extends DefaultSocketFactory {

    @Override
    public Socket createSocket() {
        return new Socket() {
            /** Linux. */
            private final boolean acknowledges = supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);

            @Override
            public InputStream getInputStream() throws IOException {
                return new FilterInputStream(super.getInputStream()) {
                    @Override
                    public int read(byte[] octets, int offset, int length) throws IOException {
                        int count = super.read(octets, offset, length);
                        acknowledge();
                        return count;
                    }

                    @Override
                    public int available() {
                        return 0;
                    }
                };
            }

            /** Each time, as the kernel goes back to its old ways whenever something is sent. */
            private void acknowledge() throws IOException {
                if (acknowledges) {
                    setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                }
            }
        };
    }
}

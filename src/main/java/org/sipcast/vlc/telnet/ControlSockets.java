package org.sipcast.vlc.telnet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.commons.net.DefaultSocketFactory;

/**
 * Sockets that do not say what they have received and nobody has read yet. The telnet client asks that of the kernel after
 * each octet, which took more time than all else about a reply.
 */
final class ControlSockets extends DefaultSocketFactory {

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return new FilterInputStream(super.getInputStream()) {
                    @Override
                    public int available() {
                        return 0;
                    }
                };
            }
        };
    }
}

package org.sipcast.e2e.kill;

import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.VlcControl;

/** What is killed, by SIGKILL. */
enum Victim {
    /** The application and its launcher: its VLCs stay. */
    APPLICATION {
        @Override
        void kill(SipcastServer server) {
            server.kill();
        }
    },
    /** The application alone: its launcher ends the VLCs. */
    JAVA {
        @Override
        void kill(SipcastServer server) {
            server.killJava();
        }
    },
    VLC {
        @Override
        void kill(SipcastServer server) {
            server.vlcs().forEach(VlcControl::kill);
        }
    },
    BOTH {
        @Override
        void kill(SipcastServer server) {
            VLC.kill(server);
            APPLICATION.kill(server);
        }
    };

    abstract void kill(SipcastServer server);

    boolean isApplication() {
        return this != VLC;
    }

    boolean isVlc() {
        return this != APPLICATION;
    }
}

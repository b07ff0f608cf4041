package org.sipcast.vlc.telnet;

import java.util.Locale;

/** Whether media go to where a viewer's packets come from, rather than to where his SDP says. */
public enum Latch {
    /** They go where the SDP says. */
    OFF,
    /** Another port of the host that the SDP names may be the right one. */
    ADDRESS,
    /** Another host may be as well: a viewer behind an address translation does not know what others see of him. */
    ANY;

    String words() {
        return this == OFF ? "" : ",latch=" + name().toLowerCase(Locale.ROOT);
    }
}

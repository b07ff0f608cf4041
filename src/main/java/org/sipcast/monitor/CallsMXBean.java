package org.sipcast.monitor;

import java.util.List;

/** The calls in progress as a table; each of the newest has an MBean of its own besides. */
@What("The calls in progress")
public interface CallsMXBean {
    @What("How many there are")
    int getCount();

    @What("Those of them that play")
    int getPlaying();

    @What("The newest calls, at most 500, the newest first")
    List<CallView> getNewest();

    @What("Ends a call, by its id: the viewer is hung up on, and the record says that an operator did it")
    void end(String id);
}

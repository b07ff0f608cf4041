package org.sipcast.monitor;

import java.util.List;

/** The whole application, as operators see it. */
@What("The whole application")
public interface ServerMXBean {
    @What("Version of Sipcast")
    String getVersion();

    @What("running, or draining: then no new calls are let in, and the application stops after the last one")
    String getState();

    @What("Calls in progress")
    int getCalls();

    @What("Encodes that the calls in progress need")
    int getEncodes();

    @What("Encodes that there may be at once: sipcast.encodes")
    int getEncodeLimit();

    @What("Whether call records can be written")
    boolean isJournalWritable();

    @What("Records that are kept in memory until the journal can be written again")
    int getKeptRecords();

    @What("Channels that the SIP platform knows at the moment")
    List<String> getRegistered();

    @What("Channels that it ought to know and does not")
    List<String> getNotRegistered();

    @What(
            "What is wrong in edited routes and channels: where, and what was probably meant; until then what was before the edit goes on")
    List<String> getEditProblems();

    @What("Takes no more calls, waits until the last one has ended, and stops the application")
    void drain();

    @What("Takes no more calls, ends those in progress, and stops the application")
    void drainAndEndCalls();
}

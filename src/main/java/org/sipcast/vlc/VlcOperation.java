package org.sipcast.vlc;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One thing that a route can ask VLC to do. */
interface VlcOperation {
    /** All, by the name in the endpoint's address. */
    Map<String, VlcOperation> BY_NAME = Map.ofEntries(
            Map.entry("open-hub", new OpenHub()),
            Map.entry("renew-lease", new RenewLease()),
            Map.entry("close-hub", new CloseHub()),
            Map.entry("hub-stats", new ShowHub()),
            Map.entry("open-source", new OpenSource()),
            Map.entry("play", new PlaySource()),
            Map.entry("pause", new PauseSource()),
            Map.entry("seek", new SeekSource()),
            Map.entry("source-state", new ShowSource()),
            Map.entry("add-sink", new AddSink()),
            Map.entry("pause-sink", new PauseSink()),
            Map.entry("resume-sink", new ResumeSink()),
            Map.entry("delete-sink", new DeleteSink()),
            Map.entry("list-sinks", new ListSinks()),
            Map.entry("reconcile", new Reconcile()),
            Map.entry("list-instances", new ListInstances()),
            Map.entry("shutdown", new Shutdown()));

    void perform(VlcRequest request);

    static Set<String> names() {
        return new TreeMap<>(BY_NAME).keySet();
    }
}

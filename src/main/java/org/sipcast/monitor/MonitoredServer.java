package org.sipcast.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sipcast.billing.RecordKeeper;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Intake;
import org.sipcast.sip.stack.Registrations;

/** {@link ServerMXBean}, by what the application's parts say. */
public final class MonitoredServer implements ServerMXBean {
    private final String version;
    private final CallRegistry calls;
    private final int encodeLimit;
    private final Intake intake;
    private final RecordKeeper records;
    private final Registrations registrations;
    private final Drain drain;
    private final Supplier<List<String>> editProblems;

    public MonitoredServer(
            String version,
            CallRegistry calls,
            int encodeLimit,
            Intake intake,
            RecordKeeper records,
            Registrations registrations,
            Drain drain,
            Supplier<List<String>> editProblems) {
        this.version = version;
        this.calls = calls;
        this.encodeLimit = encodeLimit;
        this.intake = intake;
        this.records = records;
        this.registrations = registrations;
        this.drain = drain;
        this.editProblems = editProblems;
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public String getState() {
        return intake.isDraining() ? "draining" : "running";
    }

    @Override
    public int getCalls() {
        return calls.all().size();
    }

    @Override
    public int getEncodes() {
        return calls.encodesInUse();
    }

    @Override
    public int getEncodeLimit() {
        return encodeLimit;
    }

    @Override
    public boolean isJournalWritable() {
        return records.isWritable();
    }

    @Override
    public int getKeptRecords() {
        return records.keptEvents();
    }

    @Override
    public List<String> getRegistered() {
        return registrations.registered();
    }

    @Override
    public List<String> getNotRegistered() {
        List<String> missing = new ArrayList<>(registrations.all());
        missing.removeAll(registrations.registered());
        return missing;
    }

    @Override
    public List<String> getEditProblems() {
        return editProblems.get();
    }

    @Override
    public void drain() {
        drain.begin(false);
    }

    @Override
    public void drainAndEndCalls() {
        drain.begin(true);
    }
}

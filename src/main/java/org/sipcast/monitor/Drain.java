package org.sipcast.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the application when its last call has ended, and lets none in until then. A file in the run folder says that this is why it
 * ended, for the launcher.
 */
public final class Drain {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final long LOOK_MILLIS = 250;

    private final CamelContext camel;
    private final CallRegistry calls;
    private final Intake intake;
    private final Operations operations;
    private final Path file;
    private volatile boolean endsCalls;

    public Drain(CamelContext camel, CallRegistry calls, Intake intake, Operations operations, Path runFolder) {
        this.camel = camel;
        this.calls = calls;
        this.intake = intake;
        this.operations = operations;
        this.file = runFolder.resolve("sipcast.drained");
    }

    /** Begins to drain; nothing changes if it does already, but that calls may be ended now. That is begun, and not waited for. */
    public void begin(boolean endCalls) {
        if (endCalls) {
            endsCalls = true;
        }
        if (intake.drain()) {
            log.info(
                    "Draining: no new calls are let in; {} are in progress",
                    calls.all().size());
            camel.getExecutorServiceManager()
                    .newThread("sipcast-drain", this::await)
                    .start();
        }
    }

    private void await() {
        try {
            while (!calls.all().isEmpty()) {
                if (endsCalls) {
                    endAll();
                }
                Thread.sleep(LOOK_MILLIS);
            }
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Again and again: a call that was being let in when the others were ended is there only now. */
    private void endAll() {
        try {
            operations.endAll();
        } catch (IllegalStateException e) {
            log.warn("Not every call could be ended: {}", e.getMessage());
        }
    }

    private void end() {
        log.info("Drained: no call is left, the application stops");
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            log.warn("{} can't be written: {}", file, e.toString());
        }
        Runnable stop = camel.getRegistry().lookupByNameAndType("stopApplication", Runnable.class);
        if (stop != null) {
            stop.run();
        }
    }
}

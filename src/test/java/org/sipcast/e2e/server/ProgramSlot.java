package org.sipcast.e2e.server;

import org.jspecify.annotations.Nullable;
import org.sipcast.e2e.program.Program;

/** The launcher that runs at the moment, if one does. */
final class ProgramSlot implements AutoCloseable {
    private @Nullable Program program;

    Program set(Program started) {
        close();
        program = started;
        return started;
    }

    Program get() {
        if (program == null) {
            throw new IllegalStateException("it was not started");
        }
        return program;
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
            program = null;
        }
    }
}

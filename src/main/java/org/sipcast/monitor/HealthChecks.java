package org.sipcast.monitor;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.service.ServiceSupport;
import org.sipcast.billing.RecordKeeper;
import org.sipcast.call.Intake;
import org.sipcast.channel.Channels;
import org.sipcast.sip.stack.Registrations;

/** What has to be well for a call to be answered. Whoever adds a health check to Camel's registry adds it here. */
public final class HealthChecks extends ServiceSupport {
    private static final Path MODULE = Path.of("vlc-patches/build/libsipcast_plugin.so");
    private static final long MEGABYTE = 1024 * 1024;

    private final CamelContext camel;
    private final List<Check> checks;

    /**
     * Those of these parts.
     *
     * @param editProblems what is wrong in edited files at the moment
     * @param folders that need room on their disks
     */
    public HealthChecks(
            CamelContext camel,
            Intake intake,
            RecordKeeper records,
            Registrations registrations,
            Channels channels,
            VlcStarts starts,
            Supplier<List<String>> editProblems,
            List<Path> folders,
            long minFreeMegabytes) {
        this.camel = camel;
        this.checks = List.of(
                new Check("draining", () -> when(intake.isDraining(), "no new calls are let in")),
                new Check("journal", () -> when(!records.isWritable(), "records can't be written")),
                new Check("registrations", () -> registrations(registrations)),
                new Check("channels", () -> when(channels.all().isEmpty(), "there is no channel to call")),
                new Check("vlc", () -> vlc(starts)),
                Check.telling("edits", () -> words(editProblems.get())),
                new Check("disk", () -> disk(folders, minFreeMegabytes)));
    }

    /** Camel has its registry only now. */
    @Override
    protected void doStart() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
        checks.forEach(registry::register);
    }

    private static Optional<String> when(boolean wrong, String words) {
        return wrong ? Optional.of(words) : Optional.empty();
    }

    private static Optional<String> words(List<String> problems) {
        return when(!problems.isEmpty(), String.join("\n", problems));
    }

    /** One that is missing may be that channel's own fault; if none is there, no call comes. */
    private static Optional<String> registrations(Registrations registrations) {
        return when(
                !registrations.all().isEmpty() && registrations.registered().isEmpty(),
                "the SIP platform knows none of our channels");
    }

    private static Optional<String> vlc(VlcStarts starts) {
        Optional<String> failure = starts.problem();
        if (failure.isPresent()) {
            return failure;
        }
        if (!Files.isReadable(MODULE)) {
            return Optional.of("the VLC module is not built: make -C vlc-patches");
        }
        boolean found = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "vlc")));
        return when(!found, "VLC is not installed: bin/setup");
    }

    private static Optional<String> disk(List<Path> folders, long minFreeMegabytes) {
        for (Path folder : folders) {
            try {
                FileStore store = Files.getFileStore(folder);
                long free = store.getUsableSpace() / MEGABYTE;
                if (free < minFreeMegabytes) {
                    return Optional.of(free + " MB are left in " + folder);
                }
            } catch (IOException e) {
                return Optional.of(folder + " can't be read");
            }
        }
        return Optional.empty();
    }
}

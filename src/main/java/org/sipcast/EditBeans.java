package org.sipcast;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.sipcast.call.CallRegistry;
import org.sipcast.channel.Channels;
import org.sipcast.editing.BundleCheck;
import org.sipcast.editing.Editing;
import org.sipcast.editing.LiveRoutes;
import org.sipcast.editing.RouteBodies;
import org.sipcast.editing.RoutesFolder;
import org.sipcast.sip.stack.Registrations;

/** The bean {@code editing}, which looks after edited files from the start of the routes on. */
public final class EditBeans implements CamelConfiguration {
    /** The routes that the application calls by itself, or starts. */
    static final Set<String> NEEDED = Set.of(
            "answer-call",
            "clear-channel",
            "end-watching",
            "reconcile-viewers",
            "recover-calls",
            "send-line",
            "stop-calls",
            "unregister-channel",
            "unregister-channels");

    @Override
    public void configure(CamelContext camel) throws Exception {
        RouteBodies bodies = RouteBodies.in(camel);
        Registry registry = camel.getRegistry();
        ChannelEdits channels = new ChannelEdits(
                camel,
                bean(registry, "channels", Channels.class),
                bean(registry, "calls", CallRegistry.class),
                bean(registry, "registrations", Registrations.class));
        Editing editing = new Editing(
                camel,
                new RoutesFolder(Path.of(camel.resolvePropertyPlaceholders("{{sipcast.routes}}"))),
                new BundleCheck(camel, NEEDED),
                new LiveRoutes(camel, bodies),
                List.of(channels));
        editing.tell(channels, channels.problemsAtStart());
        registry.bind("editing", editing);
    }

    private static <T> T bean(Registry registry, String name, Class<T> type) {
        return Objects.requireNonNull(registry.lookupByNameAndType(name, type), () -> "no bean " + name);
    }
}

package org.sipcast;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
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
        ChannelEdits channels = new ChannelEdits(
                camel,
                Wiring.bean(camel, "channels", Channels.class),
                Wiring.bean(camel, "calls", CallRegistry.class),
                Wiring.bean(camel, "registrations", Registrations.class));
        Editing editing = new Editing(
                camel,
                new RoutesFolder(Path.of(Wiring.setting(camel, "routes"))),
                new BundleCheck(camel, NEEDED),
                new LiveRoutes(camel, bodies),
                List.of(channels));
        editing.tell(channels, channels.problemsAtStart());
        camel.getRegistry().bind("editing", editing);
    }
}

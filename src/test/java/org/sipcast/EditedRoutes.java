package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.main.MainConfigurationProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.call.EndCause;
import org.sipcast.e2e.program.CopiedRoutes;
import org.sipcast.editing.Editing;

/** A copy of the shipped routes and channels that is edited while the application runs. */
abstract class EditedRoutes extends ShippedRoutes {
    @TempDir
    Path folder = Path.of("set by JUnit");

    Path routes = Path.of("set below");
    Path channels = Path.of("set below");

    @Override
    protected void also(Properties settings) throws IOException {
        routes = CopiedRoutes.into(Files.createDirectory(folder.resolve("routes")));
        channels = Files.copy(Path.of("conf/channels.yaml"), folder.resolve("channels.yaml"));
        settings.setProperty("sipcast.routes", routes.toString());
        settings.setProperty("sipcast.channels", channels.toString());
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        super.configure(configuration);
        configuration.setRoutesIncludePattern("file:" + folder.resolve("routes") + "/*.camel.yaml");
    }

    @BeforeEach
    void start() {
        editing().start();
    }

    @AfterEach
    void stop() {
        editing().stop();
    }

    Exchange call(String id) throws Exception {
        return call(id, "demo");
    }

    /** A call that is over as soon as it is answered, and leaves room for others. */
    Exchange call(String id, String channel) throws Exception {
        Exchange call = invite(id, channel, OFFER);
        calls().end(id, EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        return call;
    }

    static void assertAnswered(Exchange call) {
        assertThat(call.getException()).isNull();
        assertThat(call.getMessage().getHeader("CamelSipStatus")).isNull();
        assertThat(call.getMessage().getBody(String.class)).contains("m=video 20000");
    }

    void edit(String story, String before, String after) throws IOException {
        Path file = routes.resolve(story + ".camel.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    Editing editing() {
        return context.getRegistry().lookupByNameAndType("editing", Editing.class);
    }
}

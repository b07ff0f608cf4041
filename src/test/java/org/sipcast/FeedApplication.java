package org.sipcast;

import java.util.Map;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.sipcast.billing.journal.TestJournal;

/** The shipped routes of feeds with the shipped beans and settings, over a journal that a test fills. */
public final class FeedApplication implements AutoCloseable {
    private final Main camel = new Main();

    /**
     * Starts them.
     *
     * @param settings what differs from the shipped ones, and from those that make tests quick
     */
    public static FeedApplication start(TestJournal journal, Map<String, String> settings) {
        FeedApplication application = new FeedApplication();
        Main camel = application.camel;
        camel.setPropertyPlaceholderLocations("file:conf/application.properties");
        camel.addOverrideProperty(
                "camel.main.routes-include-pattern", "file:routes/feed*.camel.yaml,file:routes/rating.camel.yaml");
        camel.addOverrideProperty("sipcast.node", TestJournal.NODE);
        camel.addOverrideProperty("sipcast.feeds.interval", "50");
        camel.addOverrideProperty("sipcast.feeds.pause", "50");
        camel.addOverrideProperty("sipcast.feeds.longest-pause", "200");
        camel.addOverrideProperty("sipcast.feeds.files", "");
        settings.forEach(camel::addOverrideProperty);
        camel.configure().addConfiguration(new FeedBeans());
        camel.configure().addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext context) {
                context.getRegistry().bind("records", journal.records());
            }
        });
        // the settings of sip: and vlc: are read too, but the components are not there
        camel.configure().setAutoConfigurationFailFast(false);
        try {
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException("the feeds do not start", e);
        }
        return application;
    }

    public CamelContext camel() {
        return camel.getCamelContext();
    }

    @Override
    public void close() {
        camel.stop();
    }
}

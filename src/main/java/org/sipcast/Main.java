package org.sipcast;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Starts Camel with the routes of {@code routes/} and the settings of {@code conf/}. */
public final class Main {
    private static final String FILE = "conf/application.properties";

    private Main() {}

    /** Runs until it is told to stop; each argument {@code --name=value} overrides a setting. Status 2: it can't start as settings and routes are. */
    public static void main(String[] arguments) throws Exception {
        var camel = new org.apache.camel.main.Main();
        Map<String, String> options = Map.of();
        try {
            options = Settings.fromArguments(arguments);
            setUp(camel, options);
        } catch (SettingException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        AllBeans.addTo(camel.configure());
        camel.bind("stopApplication", (Runnable) camel::completed);
        camel.addMainListener(new TakeCalls());
        camel.addMainListener(new ReadyFile());
        camel.addMainListener(new UnregisterOnStop());
        camel.addMainListener(new HangUpOnStop());
        camel.addMainListener(new StartEditing());
        try {
            run(camel);
        } catch (Exception e) {
            List<String> lines = FailedStart.explain(e, options);
            if (lines.isEmpty()) {
                throw e;
            }
            lines.forEach(System.err::println);
            System.exit(FailedStart.mayPass(e) ? 1 : 2);
        }
        System.exit(camel.getExitCode());
    }

    /**
     * Returns when Camel has ended, and keeps Java until then: Camel's own wait, once a signal has come, is over as soon as any context ends, and
     * edits are tried in some.
     */
    private static void run(org.apache.camel.main.Main camel) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            camel.run();
        } finally {
            ended.countDown();
        }
    }

    /**
     * Gives Camel the settings: those of the options, else of the environment, else of the file, else as shipped.
     *
     * @throws SettingException if there is one that nobody knows
     */
    static void setUp(org.apache.camel.main.Main camel, Map<String, String> options) throws Exception {
        KnownSettings known = KnownSettings.shipped();
        known.require(Path.of(FILE), options, System.getenv());
        known.defaults().forEach((key, value) -> camel.addInitialProperty((String) key, (String) value));
        camel.setPropertyPlaceholderLocations("file:" + FILE);
        // Camel's own way would have the environment override options
        known.given(System.getenv()).forEach(camel::addOverrideProperty);
        options.forEach(camel::addOverrideProperty);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                var properties = (PropertiesComponent) main.getCamelContext().getPropertiesComponent();
                properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                properties.addPropertiesFunction(new FileFunction());
            }
        });
    }
}

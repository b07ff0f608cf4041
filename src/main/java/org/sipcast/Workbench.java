package org.sipcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;

/**
 * The application with its beans and settings but without its routes, and apart from the world: it opens no port, and its records
 * are in a folder that goes with it.
 */
final class Workbench implements AutoCloseable {
    private final Path folder;
    private final org.apache.camel.main.Main main = new org.apache.camel.main.Main();

    /**
     * @param options that override settings of conf/application.properties
     */
    Workbench(Map<String, String> options) throws Exception {
        folder = Files.createTempDirectory("sipcast-workbench");
        try {
            setUp(options);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private void setUp(Map<String, String> options) throws Exception {
        Main.setUp(main, options);
        main.addOverrideProperty("sipcast.run", folder.toString());
        main.addOverrideProperty("sipcast.records.folder", folder.toString());
        main.addOverrideProperty("sipcast.records.url", "jdbc:sqlite:" + folder.resolve("records.db"));
        main.addOverrideProperty("sipcast.page.port", "-1");
        main.addOverrideProperty("sipcast.management.port", "-1");
        main.addOverrideProperty("sipcast.management.password-file", "");
        main.addOverrideProperty("camel.main.routes-include-pattern", "false");
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.configure().setJmxEnabled(false);
        AllBeans.addTo(main.configure());
        main.init();
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        if (main.getCamelContext() != null) {
            main.getCamelContext().stop();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

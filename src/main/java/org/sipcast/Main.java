package org.sipcast;

/** Starts Camel with the routes of {@code routes/} and the settings of {@code conf/}. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; each argument {@code --name=value} overrides a setting. */
    public static void main(String[] arguments) throws Exception {
        var camel = new org.apache.camel.main.Main();
        camel.setPropertyPlaceholderLocations("file:conf/application.properties");
        Settings.fromArguments(arguments).forEach(camel::addOverrideProperty);
        AllBeans.addTo(camel.configure());
        camel.bind("stopApplication", (Runnable) camel::completed);
        camel.addMainListener(new TakeCalls());
        camel.addMainListener(new ReadyFile());
        camel.addMainListener(new UnregisterOnStop());
        camel.addMainListener(new HangUpOnStop());
        camel.run();
        System.exit(camel.getExitCode());
    }
}

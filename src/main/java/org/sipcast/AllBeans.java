package org.sipcast;

import org.apache.camel.main.MainConfigurationProperties;

/** What the routes of {@code routes/} name, all of it: they can't start without. */
public final class AllBeans {
    private AllBeans() {}

    public static void addTo(MainConfigurationProperties configuration) {
        // before what is made of them
        configuration.addConfiguration(new SettingValues());
        configuration.addConfiguration(new Beans());
        configuration.addConfiguration(new RecordBeans());
        configuration.addConfiguration(new FeedBeans());
        configuration.addConfiguration(new SteeringBeans());
        configuration.addConfiguration(new ChatBeans());
        configuration.addConfiguration(new KeyBeans());
        configuration.addConfiguration(new MonitorBeans());
        configuration.addConfiguration(new EditBeans());
    }
}

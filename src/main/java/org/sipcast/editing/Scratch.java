package org.sipcast.editing;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.DefaultRegistry;

/**
 * A Camel context in which routes are tried: with the real components, and the beans and settings of the server. It is never
 * started, so no component opens anything; and what is bound or created in it stays in it.
 */
final class Scratch implements AutoCloseable {
    private final DefaultCamelContext camel;

    Scratch(CamelContext server) {
        camel = new DefaultCamelContext(new DefaultRegistry(server.getRegistry()));
        settle(camel, server);
        camel.build();
        server.getRegistry().findByTypeWithName(Component.class).forEach(this::addAnother);
    }

    /** A component that is a bean of the server must not become one of this context, which would stop it in the end. */
    private void addAnother(String scheme, Component bean) {
        camel.addComponent(scheme, camel.getInjector().newInstance(bean.getClass()));
    }

    /** Gives it the settings of the server, and keeps it quiet. */
    static void settle(DefaultCamelContext camel, CamelContext server) {
        camel.disableJMX();
        camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
        camel.setSourceLocationEnabled(true);
        Properties settings = new Properties();
        settings.putAll(server.getPropertiesComponent().loadProperties());
        PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
        properties.setInitialProperties(settings);
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        PropertiesFunction file = server.getPropertiesComponent().getPropertiesFunction("file");
        if (file != null) {
            properties.addPropertiesFunction(file);
        }
    }

    DefaultCamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
    }
}

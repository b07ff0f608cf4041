package org.sipcast.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.mbean.ManagedComponentMBean;
import org.apache.camel.api.management.mbean.ManagedEndpointMBean;
import org.apache.camel.management.DefaultManagementObjectStrategy;
import org.apache.camel.management.mbean.ManagedComponent;
import org.apache.camel.management.mbean.ManagedEndpoint;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Shows {@code sip:} and {@code vlc:} in JMX with their options, by the words that their catalogue has for them. Camel's own MBeans say
 * that a component or an endpoint is there, and not how it is set.
 */
public final class OptionsInJmx extends DefaultManagementObjectStrategy {
    private static final Set<String> OURS = Set.of("sip", "vlc");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Object getManagedObjectForComponent(CamelContext camel, Component component, String name) {
        return options(camel, name, "componentProperties", component.getComponentPropertyConfigurer())
                .<Object>map(options -> {
                    ComponentWithOptions bean = new ComponentWithOptions(name, component, options);
                    bean.init(camel.getManagementStrategy());
                    return bean;
                })
                .orElseGet(() -> super.getManagedObjectForComponent(camel, component, name));
    }

    @Override
    public Object getManagedObjectForEndpoint(CamelContext camel, Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        PropertyConfigurer configurer = endpoint instanceof DefaultEndpoint known && known.getComponent() != null
                ? known.getComponent().getEndpointPropertyConfigurer()
                : null;
        return options(camel, scheme, "properties", configurer)
                .<Object>map(options -> {
                    EndpointWithOptions bean = new EndpointWithOptions(endpoint, options);
                    bean.init(camel.getManagementStrategy());
                    return bean;
                })
                .orElseGet(() -> super.getManagedObjectForEndpoint(camel, endpoint));
    }

    /** Those that the catalogue has in this part of it; nothing for what is not ours. */
    private static Optional<Options> options(
            CamelContext camel, String scheme, String part, @Nullable PropertyConfigurer configurer) {
        if (!OURS.contains(scheme) || !(configurer instanceof PropertyConfigurerGetter values)) {
            return Optional.empty();
        }
        try {
            String catalogue = ((CatalogCamelContext) camel).getComponentParameterJsonSchema(scheme);
            return catalogue == null
                    ? Optional.empty()
                    : Optional.of(new Options(words(JSON.readTree(catalogue).path(part)), values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path is in the address, and a secret is nobody's business. */
    private static Map<String, String> words(JsonNode options) {
        Map<String, String> words = new LinkedHashMap<>();
        options.properties().forEach(option -> {
            JsonNode about = option.getValue();
            if (!about.path("kind").asText().equals("path")
                    && !about.path("secret").asBoolean()) {
                words.put(option.getKey(), about.path("description").asText());
            }
        });
        return words;
    }

    private record Options(Map<String, String> words, PropertyConfigurerGetter values) {
        <T> ShownOptions of(Object target, T bean, Class<T> type) {
            return new ShownOptions(bean, type, words, option -> values.getOptionValue(target, option, false));
        }
    }

    private static final class ComponentWithOptions extends ManagedComponent implements WithOptions {
        private final ShownOptions options;

        ComponentWithOptions(String name, Component component, Options options) {
            super(name, component);
            this.options = options.of(component, this, ManagedComponentMBean.class);
        }

        @Override
        public ShownOptions options() {
            return options;
        }
    }

    private static final class EndpointWithOptions extends ManagedEndpoint implements WithOptions {
        private final ShownOptions options;

        EndpointWithOptions(Endpoint endpoint, Options options) {
            super(endpoint);
            this.options = options.of(endpoint, this, ManagedEndpointMBean.class);
        }

        @Override
        public ShownOptions options() {
            return options;
        }
    }
}

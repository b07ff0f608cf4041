package org.sipcast;

import java.nio.file.Path;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.PropertyInject;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.SteadyClock;
import org.sipcast.steering.KeyMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans of the routes that press keys. */
public final class KeyBeans implements CamelConfiguration {
    private static final Logger log = LoggerFactory.getLogger(KeyBeans.class);

    @BindToRegistry
    public KeyMap keyMap(@PropertyInject("sipcast.keys") String file) {
        KeyMap map = KeyMap.read(Path.of(file));
        map.problems().forEach(problem -> log.error("{}", problem));
        return map;
    }

    // lazy, so that the beans it takes are there
    @BindToRegistry(lazy = true)
    public ViewerKeys viewerKeys(CallRegistry calls, KeyMap keyMap, SteadyClock steadyClock) {
        return new ViewerKeys(calls, keyMap, steadyClock);
    }
}

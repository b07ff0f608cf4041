package org.sipcast;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings from the command line. */
final class Settings {
    private Settings() {}

    /**
     * Reads {@code --name=value}.
     *
     * @throws SettingException for anything else
     */
    static Map<String, String> fromArguments(String... arguments) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 3) {
                throw new SettingException("'" + argument + "' is not of the form --name=value;"
                        + " conf/application.properties has the names");
            }
            settings.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        return settings;
    }
}

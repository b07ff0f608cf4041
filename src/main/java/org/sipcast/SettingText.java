package org.sipcast;

import org.apache.camel.CamelContext;

/** What a setting is, with all that it refers to. */
final class SettingText {
    private SettingText() {}

    /** @throws SettingException if it refers to something that is not there */
    static String of(CamelContext camel, String key) {
        try {
            return camel.resolvePropertyPlaceholders("{{" + key + "}}");
        } catch (SettingException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingException(key + " can't be resolved: " + e.getMessage());
        }
    }
}

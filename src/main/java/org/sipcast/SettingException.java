package org.sipcast;

/** A setting can't be what it is. Its message names the setting, and is all that whoever gave it needs. */
final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    SettingException(String message) {
        super(message);
    }
}

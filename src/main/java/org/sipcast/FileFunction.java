package org.sipcast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/** Lets a setting be {@code {{file:/etc/sipcast/password}}}: what is in that file, for secrets that stand in no other. */
final class FileFunction implements PropertiesFunction {

    @Override
    public String getName() {
        return "file";
    }

    /** @throws SettingException if the file can't be read */
    @Override
    public String apply(String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException e) {
            throw new SettingException("The file " + path + " of a setting can't be read: "
                    + e.getClass().getSimpleName());
        }
    }
}

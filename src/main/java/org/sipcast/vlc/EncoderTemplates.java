package org.sipcast.vlc;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;

/** How each codec is encoded: a VLC transcode with placeholders for what the channel says, from a properties file. */
final class EncoderTemplates {
    private final Map<Codec, EncoderTemplate> templates;

    private EncoderTemplates(Map<Codec, EncoderTemplate> templates) {
        this.templates = templates;
    }

    /**
     * Reads {@code sipcast.encoder.vp8} and so on, one for each codec.
     *
     * @throws IllegalArgumentException which names the file, the key and the fault
     */
    static EncoderTemplates read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<Codec, EncoderTemplate> templates = new EnumMap<>(Codec.class);
        for (Codec codec : Codec.values()) {
            String key = "sipcast.encoder." + codec.name().toLowerCase(Locale.ROOT);
            String text = properties.getProperty(key);
            try {
                if (text == null) {
                    throw new IllegalArgumentException("is missing");
                }
                templates.put(codec, EncoderTemplate.of(codec, text.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + key + " " + e.getMessage(), e);
            }
        }
        return new EncoderTemplates(templates);
    }

    String encoder(Codec codec, Channel channel) {
        EncoderTemplate template = templates.get(codec);
        if (template == null) {
            throw new IllegalStateException("no template for " + codec);
        }
        return template.fill(channel);
    }
}

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
import org.sipcast.sdp.Encode;

/** How each encode is made: a VLC transcode with placeholders for what the channel says, from a properties file. */
public final class EncoderTemplates {
    private final Map<Encode, EncoderTemplate> templates;

    private EncoderTemplates(Map<Encode, EncoderTemplate> templates) {
        this.templates = templates;
    }

    /**
     * Reads {@code sipcast.encoder.vp8} and so on, one for each encode.
     *
     * @throws IllegalArgumentException which names the file, the key and the fault
     */
    public static EncoderTemplates read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<Encode, EncoderTemplate> templates = new EnumMap<>(Encode.class);
        for (Encode encode : Encode.values()) {
            String key = "sipcast.encoder." + name(encode);
            String text = properties.getProperty(key);
            try {
                if (text == null) {
                    throw new IllegalArgumentException("is missing");
                }
                templates.put(encode, EncoderTemplate.of(encode, text.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + key + " " + e.getMessage(), e);
            }
        }
        return new EncoderTemplates(templates);
    }

    /** What an encode is called in settings and in the chain of a hub: {@code vp8}, {@code h264-slices}. */
    static String name(Encode encode) {
        return encode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String encoder(Encode encode, Channel channel) {
        EncoderTemplate template = templates.get(encode);
        if (template == null) {
            throw new IllegalStateException("no template for " + encode);
        }
        return template.fill(channel);
    }
}

package org.sipcast.vlc;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Encode;

/** The transcode of one encode, with placeholders. */
record EncoderTemplate(String text) {
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9{}=,._+-]+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9-]+)}");
    private static final List<String> PLACEHOLDERS = List.of(
            "width", "height", "frames-per-second", "bit-rate", "keyframe-frames", "h264-level", "audio-bit-rate");
    /** 1 to 1199: a slice has to fit into one packet of the hub, which holds 1200 octets. */
    private static final Pattern SLICES = Pattern.compile("[{,]slice-max-size=([1-9][0-9]{0,2}|1[01][0-9]{2})[,}]");

    /** What VLC calls the codecs; another one behind the same name would reach viewers who cannot decode it. */
    private static final Map<Codec, String> OUTPUTS = Map.of(
            Codec.VP8, "vcodec=VP80",
            Codec.H264, "vcodec=h264",
            Codec.OPUS, "acodec=opus",
            Codec.PCMA, "acodec=alaw",
            Codec.PCMU, "acodec=mlaw");

    /** @throws IllegalArgumentException whose words go on after the template's name */
    static EncoderTemplate of(Encode encode, String text) {
        if (!ALPHABET.matcher(text).matches()) {
            throw new IllegalArgumentException("has other characters than letters, digits and {}=,._+-");
        }
        PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).forEach(name -> {
            if (!PLACEHOLDERS.contains(name)) {
                throw new IllegalArgumentException(
                        "has an unknown placeholder {" + name + "}; there are " + String.join(", ", PLACEHOLDERS));
            }
        });
        String example = PLACEHOLDER.matcher(text).replaceAll("1");
        if (!example.startsWith("transcode{") || !isOneBlock(example.substring("transcode".length()))) {
            throw new IllegalArgumentException("is not one transcode{…} with balanced braces");
        }
        String output = OUTPUTS.getOrDefault(encode.codec(), "");
        if (!example.matches(".*[{,]" + output + "[,}].*")) {
            throw new IllegalArgumentException("does not have " + output);
        }
        if (encode == Encode.H264_SLICES && !SLICES.matcher(example).find()) {
            throw new IllegalArgumentException("does not have slice-max-size, or not one from 1 to 1199");
        }
        return new EncoderTemplate(text);
    }

    String fill(Channel channel) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(String.valueOf(value(found.group(1), channel))));
    }

    private static Object value(String placeholder, Channel channel) {
        Channel.VideoFormat video = channel.video();
        return switch (placeholder) {
            case "width" -> video.width();
            case "height" -> video.height();
            case "frames-per-second" -> video.framesPerSecond();
            case "bit-rate" -> video.kilobitsPerSecond();
            case "keyframe-frames" -> video.framesPerSecond() * video.keyframeSeconds();
            case "h264-level" -> video.h264Level().number();
            case "audio-bit-rate" -> channel.audio().kilobitsPerSecond();
            default -> throw new IllegalArgumentException("unknown placeholder " + placeholder);
        };
    }

    /** Whether the brace that opens first closes last. */
    private static boolean isOneBlock(String text) {
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at == text.length() - 1;
            }
        }
        return false;
    }
}

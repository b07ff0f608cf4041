package org.sipcast.e2e.phone;

/** What a phone offers, in baresip's words. */
public enum PhoneCodecs {
    VP8_OPUS("VP8", "opus/48000/2"),
    VP8_PCMA("VP8", "PCMA/8000/1"),
    H264_PCMA("H264", "PCMA/8000/1"),
    H264_OPUS("H264", "opus/48000/2"),

    /** Without a picture. */
    OPUS_ONLY("", "opus/48000/2"),

    /** With sound in a codec that nobody else has. */
    VP8_ONLY("VP8", "G722/16000/1");

    final String video;
    final String audio;

    PhoneCodecs(String video, String audio) {
        this.video = video;
        this.audio = audio;
    }
}

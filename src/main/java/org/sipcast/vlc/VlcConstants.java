package org.sipcast.vlc;

import org.apache.camel.spi.Metadata;

/** The exchange headers of the {@code vlc:} component. */
public final class VlcConstants {
    @Metadata(description = "The name of the VLC, which is that of its channel", javaType = "String", required = true)
    public static final String INSTANCE = "CamelVlcInstance";

    @Metadata(description = "The hub: of a live channel its name, on demand the call's id", javaType = "String")
    public static final String HUB = "CamelVlcHub";

    @Metadata(
            description = "renew-lease: these hubs, all that we have open if absent; reconcile: those that calls use",
            javaType = "java.util.Collection<String>")
    public static final String HUBS = "CamelVlcHubs";

    @Metadata(
            description = "reconcile: the sinks that calls own; ended sets it: the sinks that get nothing more, by the"
                    + " calls that had this opening of the source or an earlier one",
            javaType = "java.util.Collection<String>")
    public static final String SINKS = "CamelVlcSinks";

    @Metadata(
            description = "reconcile: those of the sinks that have to be there",
            javaType = "java.util.Collection<String>")
    public static final String DUE_SINKS = "CamelVlcDueSinks";

    @Metadata(description = "The sink, which is the call's id", javaType = "String")
    public static final String SINK = "CamelVlcSink";

    @Metadata(
            description = "open-source: the channel to open; ended sets it: the one whose source was opened last",
            javaType = "org.sipcast.channel.Channel")
    public static final String CHANNEL = "CamelVlcChannel";

    @Metadata(
            description =
                    "open-source: the codecs to have encoded when a sink wants them; all of the channel's if absent",
            javaType = "java.util.Collection<org.sipcast.sdp.Codec>")
    public static final String CODECS = "CamelVlcCodecs";

    @Metadata(
            description =
                    "ended sets it: the ports that the hub's media came from; open-hub: those that it has to have",
            javaType = "org.sipcast.vlc.telnet.HubPorts")
    public static final String PORTS = "CamelVlcPorts";

    @Metadata(
            description =
                    "ended sets it: where the source was when it was last asked; seek: where it is to go on, in whole seconds;"
                            + " open-hub: where it will be told to go on",
            javaType = "java.time.Duration")
    public static final String POSITION = "CamelVlcPosition";

    @Metadata(
            description = "source-state sets it: how far the hub's source is",
            javaType = "org.sipcast.vlc.telnet.SourceStatus")
    public static final String SOURCE = "CamelVlcSource";

    @Metadata(description = "open-hub sets it: the hub's local RTP port for video", javaType = "Integer")
    public static final String VIDEO_PORT = "CamelVlcVideoPort";

    @Metadata(description = "open-hub sets it: the hub's local RTP port for audio", javaType = "Integer")
    public static final String AUDIO_PORT = "CamelVlcAudioPort";

    @Metadata(
            description = "add-sink: where and as what the video goes; none if absent",
            javaType = "org.sipcast.sdp.NegotiatedStream")
    public static final String VIDEO = "CamelVlcVideo";

    @Metadata(
            description = "add-sink: where and as what the audio goes; none if absent",
            javaType = "org.sipcast.sdp.NegotiatedStream")
    public static final String AUDIO = "CamelVlcAudio";

    @Metadata(description = "add-sink: the video's SSRC, 32 bits", javaType = "Long")
    public static final String VIDEO_SSRC = "CamelVlcVideoSsrc";

    @Metadata(description = "add-sink: the audio's SSRC, 32 bits", javaType = "Long")
    public static final String AUDIO_SSRC = "CamelVlcAudioSsrc";

    @Metadata(
            description =
                    "add-sink: the SSRC of the video's packets that are sent again, 32 bits, where they have a payload type of"
                            + " their own",
            javaType = "Long")
    public static final String VIDEO_RTX_SSRC = "CamelVlcVideoRtxSsrc";

    @Metadata(description = "add-sink: likewise of the audio", javaType = "Long")
    public static final String AUDIO_RTX_SSRC = "CamelVlcAudioRtxSsrc";

    @Metadata(
            description = "add-sink: where another VLC has left the video, by its reports; absent where it begins",
            javaType = "String")
    public static final String VIDEO_FROM = "CamelVlcVideoFrom";

    @Metadata(description = "add-sink: likewise of the audio", javaType = "String")
    public static final String AUDIO_FROM = "CamelVlcAudioFrom";

    @Metadata(
            description = "delete-sink sets it: what the sink has sent",
            javaType = "org.sipcast.vlc.telnet.SinkCounters")
    public static final String COUNTERS = "CamelVlcCounters";

    @Metadata(
            description =
                    "ended sets it: why the hub sends nothing more, which is ended, failed, silent or lost; shutdown sets it:"
                            + " ended, or running if VLC goes on because a call comes in just now",
            javaType = "String",
            enums = "ended,failed,silent,lost,running")
    public static final String STATE = "CamelVlcState";

    private VlcConstants() {}
}

package org.sipcast.vlc.telnet;

/** The local RTP ports of a hub; RTCP, where it is not multiplexed, has the next one. */
public record HubPorts(int video, int audio) {
    String words() {
        return " video=" + CommandWords.port(video) + " audio=" + CommandWords.port(audio);
    }

    static HubPorts of(Fields fields) throws MalformedReplyException {
        return new HubPorts(port(fields, "video"), port(fields, "audio"));
    }

    private static int port(Fields fields, String name) throws MalformedReplyException {
        long port = fields.number(name);
        if (port < 1 || port > 65_535) {
            throw new MalformedReplyException(name + " is no port");
        }
        return (int) port;
    }
}

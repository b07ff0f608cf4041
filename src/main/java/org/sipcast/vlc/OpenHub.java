package org.sipcast.vlc;

import org.sipcast.vlc.telnet.HubPorts;

/** Opens a hub, or finds it open, and starts its lease and its reports; answers the ports that its media comes from. */
final class OpenHub implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        HubPorts ports =
                request.vlc().openHub(request.hub(), request.component().getLease());
        request.component().reporting().ifPresent(to -> request.vlc()
                .commands()
                .reportHub(request.hub(), to.port(), to.token(), to.interval()));
        request.message().setHeader(VlcConstants.VIDEO_PORT, ports.video());
        request.message().setHeader(VlcConstants.AUDIO_PORT, ports.audio());
    }
}

package org.sipcast.vlc;

import java.time.Duration;
import org.sipcast.vlc.telnet.HubPorts;

/**
 * Opens a hub, or finds it open, and sees to its lease and its reports; answers the ports that its media comes from. Where certain
 * ones are asked for, others are a refusal; where its source is to go on elsewhere than at its beginning, that is known from then on.
 */
final class OpenHub implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        VlcComponent component = request.component();
        HubPorts ports = request.vlc()
                .openHub(
                        request.hub(),
                        request.message().getHeader(VlcConstants.PORTS, HubPorts.class),
                        request.message().getHeader(VlcConstants.POSITION, Duration.class),
                        new HubOrders(component.getLease(), component.reporting()));
        request.message().setHeader(VlcConstants.VIDEO_PORT, ports.video());
        request.message().setHeader(VlcConstants.AUDIO_PORT, ports.audio());
    }
}

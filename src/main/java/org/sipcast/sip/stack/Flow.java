package org.sipcast.sip.stack;

import gov.nist.javax.sip.stack.MessageChannel;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A connection that requests of a dialog came over, and on which ours can go back (RFC 5923). */
record Flow(String transport, InetSocketAddress peer) {

    /** The connection behind a channel; none if the channel is for datagrams. */
    static Optional<Flow> of(MessageChannel channel) {
        return channel.isReliable()
                ? Optional.of(new Flow(
                        channel.getTransport(),
                        new InetSocketAddress(channel.getPeerPacketSourceAddress(), channel.getPeerPacketSourcePort())))
                : Optional.empty();
    }
}

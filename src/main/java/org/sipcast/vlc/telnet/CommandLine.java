package org.sipcast.vlc.telnet;

/** Where command lines go; closed, it is of no more use. */
public interface CommandLine extends AutoCloseable {
    /**
     * Sends one command and waits for its reply.
     *
     * @throws VlcGoneException if no reply came
     * @throws VlcRefusedException if the reply is {@code ERR}
     */
    Reply command(String line);

    @Override
    void close();
}

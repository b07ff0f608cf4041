package org.sipcast.vlc.telnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where one VLC process listens on 127.0.0.1, and what it wants to hear first. Another process has another secret. */
public record ControlAddress(int port, String secret) {
    public ControlAddress {
        CommandWords.port(port);
        CommandWords.secret(secret);
    }

    /**
     * Reads the files {@code port} and {@code secret} that the launcher writes.
     *
     * @throws VlcNotRunningException if there are none
     */
    public static ControlAddress read(Path folder) {
        try {
            String port = Files.readString(folder.resolve("port")).strip();
            String secret = Files.readString(folder.resolve("secret")).strip();
            return new ControlAddress(Integer.parseInt(port), secret);
        } catch (NoSuchFileException e) {
            throw new VlcNotRunningException("VLC does not run", e);
        } catch (IOException e) {
            throw new VlcGoneException("the files of the control port cannot be read", e);
        } catch (IllegalArgumentException e) {
            // without the cause, which may quote the secret
            throw new VlcGoneException("the files of the control port are incomplete");
        }
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "127.0.0.1:" + port;
    }
}

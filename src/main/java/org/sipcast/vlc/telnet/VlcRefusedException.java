package org.sipcast.vlc.telnet;

/** VLC understood the command and declined it: {@code ERR code words}. */
public final class VlcRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    public VlcRefusedException(String code, String words) {
        super("VLC refused: " + code + (words.isEmpty() ? "" : ", " + words));
        this.code = code;
    }

    /** One of the protocol's codes, for example {@code nohub}. */
    public String code() {
        return code;
    }
}

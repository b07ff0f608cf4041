package org.sipcast.call;

/** Why a call is over. */
public enum EndCause {
    VIEWER_HUNG_UP("the viewer hung up"),
    VIEWER_STOPPED("the viewer stopped it"),
    PAUSED_TOO_LONG("it was paused for too long"),
    CANCELLED("the caller gave up before the answer"),
    VIEWER_LOST("the viewer is gone"),
    NOT_ACKNOWLEDGED("the answer was not acknowledged"),
    REFUSED("the call was refused"),
    SOURCE_ENDED("the film is over"),
    SOURCE_LOST("the source is gone"),
    SOURCE_SILENT("the source is silent"),
    SERVER_FAILED("the server had a failure"),
    SERVER_STOPPED("the server is being stopped"),
    ENDED_BY_OPERATOR("an operator ended the call");

    /** Printable ASCII without quotes. */
    private final String words;

    EndCause(String words) {
        this.words = words;
    }

    /** The value of a Reason header (RFC 3326) that says it to the viewer. */
    public static String reason(EndCause cause) {
        return "SIP;cause=200;text=\"" + cause.words + '"';
    }
}

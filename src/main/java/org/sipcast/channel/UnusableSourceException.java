package org.sipcast.channel;

/** A source that no MRL can be made of; the message says what is wrong. */
final class UnusableSourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String remedy;

    UnusableSourceException(String what, String remedy) {
        super(what);
        this.what = what;
        this.remedy = remedy;
    }

    String what() {
        return what;
    }

    String remedy() {
        return remedy;
    }
}

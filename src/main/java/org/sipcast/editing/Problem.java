package org.sipcast.editing;

/**
 * Something wrong in a file that was edited.
 *
 * @param line from 1
 * @param what is wrong
 * @param remedy what to do, or what was probably meant; empty if nobody knows
 */
public record Problem(String file, int line, String what, String remedy) {

    boolean isIn(Source source) {
        return file.equals(source.toString());
    }

    /** Whether it is this one. What was probably meant may have changed meanwhile: it depends on what else there is. */
    boolean isSameAs(Problem other) {
        return file.equals(other.file) && line == other.line && what.equals(other.what);
    }

    /** {@code FILE:LINE: WHAT; REMEDY}, which editors and terminals turn into a link. */
    @Override
    public String toString() {
        return file + ':' + line + ": " + what + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}

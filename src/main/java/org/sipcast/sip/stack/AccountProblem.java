package org.sipcast.sip.stack;

import java.nio.file.Path;

/**
 * Something wrong in the file of accounts.
 *
 * @param line from 1
 * @param what is wrong, without any value that the file holds
 * @param remedy what to do
 */
public record AccountProblem(Path file, int line, String what, String remedy) {
    /** {@code FILE:LINE: WHAT; REMEDY}, which editors and terminals turn into a link. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + what + "; " + remedy;
    }
}

package org.sipcast.editing;

/** A line of a file. */
record Place(Source source, int line) {

    Problem problem(String what, String remedy) {
        return new Problem(source.file().toString(), Math.max(1, line), what, remedy);
    }

    @Override
    public String toString() {
        return source.file() + ":" + line;
    }
}

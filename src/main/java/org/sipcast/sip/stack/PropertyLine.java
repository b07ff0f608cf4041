package org.sipcast.sip.stack;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;

/**
 * An entry of a properties file that still knows where it stood, which {@link Properties} forget.
 *
 * @param number of its first line, from 1
 */
record PropertyLine(String key, String value, int number) {

    /** Takes what can't be read. */
    @FunctionalInterface
    interface Faults {
        void add(int line, String what);
    }

    static List<PropertyLine> all(String text, Faults faults) {
        List<PropertyLine> all = new ArrayList<>();
        int number = 0;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            int first = ++number;
            StringBuilder entry = new StringBuilder(line);
            while (goesOn(line) && lines.hasNext()) {
                line = lines.next();
                number++;
                entry.append('\n').append(line);
            }
            try {
                Properties one = new Properties();
                one.load(new StringReader(entry.toString()));
                one.stringPropertyNames().forEach(key -> all.add(new PropertyLine(key, one.getProperty(key), first)));
            } catch (IllegalArgumentException e) {
                faults.add(first, "a \\u without its four digits");
            } catch (IOException e) {
                throw new UncheckedIOException(e); // a string has none
            }
        }
        return all;
    }

    /** Whether it ends with a backslash that no other one takes the meaning from. */
    private static boolean goesOn(String line) {
        String start = line.stripLeading();
        if (start.startsWith("#") || start.startsWith("!")) {
            return false;
        }
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }
}

package org.sipcast.e2e.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sipcast.e2e.program.Program;

/** What is alive in the heap of a Java process, by class, as {@code jcmd} counts it after a collection. */
public record JavaHeap(String histogram) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    static JavaHeap of(long pid) {
        return new JavaHeap(Program.run(LIMIT, Map.of(), List.of("jcmd", Long.toString(pid), "GC.class_histogram")));
    }

    public long octets() {
        var total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("no total in: " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    public long instances(String className) {
        var row = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(className) + "(?: .*)?$")
                .matcher(histogram);
        return row.find() ? Long.parseLong(row.group(1)) : 0;
    }
}

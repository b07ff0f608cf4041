import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.RecordsDatabase;
import org.sipcast.sip.stack.TimeOrderedId;

/**
 * Appends the starts and ends of calls to a journal, from as many threads as Sipcast has for what happens to calls: each appends
 * one event and waits until it is durable.
 *
 * <p>Arguments: the database's URL, and {@code rate SECONDS} for as many as it takes, or {@code cpu SECONDS CALLS_A_SECOND} for the processor's time.
 */
public final class Records {
    private static final int THREADS = 128;
    private static final int WARM_UP_SECONDS = 8;
    private static final String DATA = """
            {"call":"%s","sipCallId":"1-4711@192.0.2.17","channel":"livetv","called":"sip:livetv@example.org","caller":"sip:viewer@example.org",\
            "identity":"sip:+4312345@example.org","codecs":{"video":"VP8","audio":"opus"},"answeredAt":"2026-01-31T20:14:00.123Z",\
            "firstPacketAt":"2026-01-31T20:14:00.223Z","lastProofOfLifeAt":"2026-01-31T20:15:00.123Z","endedAt":"2026-01-31T20:15:00.123Z",\
            "billableMilliseconds":61234,"timeToFirstPacketMilliseconds":80,"pauses":{"count":1,"milliseconds":5000},\
            "sent":{"video":{"packets":6123,"octets":6012345,"milliseconds":61200},"audio":{"packets":3061,"octets":367320,"milliseconds":61220}},\
            "received":{"video":{"lossPercent":0.1,"jitterMilliseconds":2},"audio":{"lossPercent":0,"jitterMilliseconds":1}},\
            "endedBy":"viewer","cause":"VIEWER_HUNG_UP","incomplete":false,"node":"bench","software":"sipcast/1.0.0"}""";

    private final Journal journal;

    private Records(Journal journal) {
        this.journal = journal;
    }

    public static void main(String[] arguments) throws Exception {
        try (HikariDataSource database = RecordsDatabase.open(arguments[0], "", "", 4);
                Journal journal = new Journal(database, "bench", Clock.systemUTC())) {
            var records = new Records(journal);
            int seconds = Integer.parseInt(arguments[2]);
            if (arguments[1].equals("rate")) {
                records.appendAsManyAsPossible(WARM_UP_SECONDS);
                long calls = records.appendAsManyAsPossible(seconds);
                System.out.printf(Locale.ROOT, "events-a-second %.0f%n", 2.0 * calls / seconds);
            } else {
                int rate = Integer.parseInt(arguments[3]);
                records.perform(rate, WARM_UP_SECONDS, records::appendCall);
                double with = cpuSecondsOf1000Calls(() -> records.perform(rate, seconds, records::appendCall));
                // what it takes to have so many threads do something so often
                double without = cpuSecondsOf1000Calls(() -> records.perform(rate, seconds, TimeOrderedId::next));
                System.out.printf(Locale.ROOT, "cpu-seconds-of-1000-calls %.4f%n", with - without);
            }
        }
    }

    private static double cpuSecondsOf1000Calls(Callable<Long> calls) throws Exception {
        long before = cpuNanos();
        long count = calls.call();
        return (cpuNanos() - before) / 1e6 / count;
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private long appendAsManyAsPossible(int seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        return inAllThreads(() -> {
            long calls = 0;
            for (; System.nanoTime() < end; calls++) {
                appendCall();
            }
            return calls;
        });
    }

    /** Begins a call whenever the next one is due, and returns how many there were. */
    private long perform(int callsASecond, int seconds, Runnable call) throws Exception {
        long begin = System.nanoTime();
        long all = (long) callsASecond * seconds;
        var next = new AtomicLong();
        return inAllThreads(() -> {
            long calls = 0;
            for (long number = next.getAndIncrement(); number < all; number = next.getAndIncrement(), calls++) {
                long due = begin + number * TimeUnit.SECONDS.toNanos(1) / callsASecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                call.run();
            }
            return calls;
        });
    }

    private void appendCall() {
        String call = TimeOrderedId.next().toString();
        String data = DATA.replace("%s", call);
        journal.append(List.of(new Event(call + "/started", EventType.STARTED, call, "livetv", Instant.now(), data)));
        journal.append(List.of(new Event(call + "/stopped", EventType.STOPPED, call, "livetv", Instant.now(), data)));
    }

    private static long inAllThreads(Callable<Long> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Long>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(threads.submit(work));
            }
            long sum = 0;
            for (Future<Long> part : parts) {
                sum += part.get();
            }
            return sum;
        } finally {
            threads.shutdown();
        }
    }
}

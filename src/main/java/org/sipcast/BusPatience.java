package org.sipcast;

import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeProperty;
import org.sipcast.chat.BusAwayException;
import org.sipcast.chat.Line;

/**
 * How long lines and notices wait for brokers that are away. Lines wait one behind the other, so each would otherwise wait for all before it;
 * a notice is tried again and again while it is news.
 */
public final class BusPatience {
    private static final Duration NEWS = Duration.ofMinutes(1);

    private final CamelContext camel;
    private final Duration patience;
    private volatile boolean away;

    public BusPatience(CamelContext camel, Duration patience) {
        this.camel = camel;
        this.patience = patience;
    }

    /** When a line begins to wait, by a clock that nobody sets. */
    public long begin() {
        return System.nanoTime();
    }

    /**
     * Lets those go on whose time is not over.
     *
     * @throws BusAwayException for the others
     */
    public void require(@ExchangeProperty("waitingSince") long since) {
        if (System.nanoTime() - since > patience.toNanos()) {
            throw new BusAwayException("The bus has not answered for " + patience.toMillis() + " ms");
        }
    }

    /** Whether anybody would still hear of a notice in time; at the end of the application nobody waits for brokers that are away. */
    public boolean isWorthTrying(@ExchangeProperty("notice") Line notice) {
        return isNews(notice) && !(away && camel.isStopping());
    }

    /** Whether a notice that the bus has not taken should be tried again. */
    public boolean isWorthTryingAgain(@ExchangeProperty("notice") Line notice) {
        return isNews(notice) && !camel.isStopping();
    }

    /** The bus has not taken a notice, which is not tried again. */
    public void missed() {
        away = true;
    }

    /** The bus has taken a notice. */
    public void answered() {
        away = false;
    }

    private static boolean isNews(Line notice) {
        return Duration.between(notice.at(), Instant.now()).compareTo(NEWS) < 0;
    }
}

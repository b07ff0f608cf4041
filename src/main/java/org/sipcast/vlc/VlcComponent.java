package org.sipcast.vlc;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.sipcast.vlc.telnet.Latch;
import org.sipcast.vlc.telnet.ReportToken;

/** Drives VLCs with the additions of vlc-patches: opens hubs and sources, adds and deletes sinks, reports ends. */
@Component("vlc")
public class VlcComponent extends DefaultComponent {
    /** Enough for one VLC that hangs not to delay the watch of the others. */
    private static final int WATCH_THREADS = 4;

    @Metadata(
            description = "The folder with the files vlc/NAME/port and vlc/NAME/secret of each VLC that runs",
            defaultValue = "var/run")
    private String runDirectory = "var/run";

    @Metadata(
            description = "The properties file that says how each codec is encoded",
            defaultValue = "conf/encoders.properties")
    private String encoders = "conf/encoders.properties";

    @Metadata(description = "The longest wait for a reply of VLC", javaType = "java.time.Duration", defaultValue = "2s")
    private Duration commandTimeout = Duration.ofSeconds(2);

    @Metadata(
            description = "How long the sinks of a hub go on when nobody renews its lease, 1 s to 1 h",
            javaType = "java.time.Duration",
            defaultValue = "15s")
    private Duration lease = Duration.ofSeconds(15);

    @Metadata(
            description = "The longest wait for a source to deliver a stream",
            javaType = "java.time.Duration",
            defaultValue = "5s")
    private Duration sourceTimeout = Duration.ofSeconds(5);

    @Metadata(
            description = "How long after a source has failed to open its callers are refused without another try",
            javaType = "java.time.Duration",
            defaultValue = "5s")
    private Duration sourceRetry = Duration.ofSeconds(5);

    @Metadata(
            description = "How many callers of a channel may wait for its source at once; more give up after a second",
            defaultValue = "8")
    private int sourceWaiters = 8;

    @Metadata(
            description = "What VLC reads ahead of a source; adds to the delay of live ones",
            javaType = "java.time.Duration",
            defaultValue = "200ms")
    private Duration cache = Duration.ofMillis(200);

    @Metadata(
            description = "How often each VLC is asked for hubs that have come to their end",
            javaType = "java.time.Duration",
            defaultValue = "500ms")
    private Duration watchInterval = Duration.ofMillis(500);

    @Metadata(
            description = "How long a source that is open may deliver nothing before it counts as over",
            javaType = "java.time.Duration",
            defaultValue = "30s")
    private Duration sourceSilence = Duration.ofSeconds(30);

    @Metadata(
            label = "security",
            description = "Whether media go to where a viewer's packets come from, rather than to where his SDP says:"
                    + " address, if they come from the host that it names; any, from wherever they come",
            defaultValue = "off")
    private Latch latch = Latch.OFF;

    @Metadata(description = "The UDP port of this machine that hubs report to; 0 for no reports", defaultValue = "0")
    private int reportPort;

    @Metadata(
            description = "How often each hub reports, 100 ms to 60 s",
            javaType = "java.time.Duration",
            defaultValue = "2s")
    private Duration reportInterval = Duration.ofSeconds(2);

    @Metadata(
            label = "security",
            secret = true,
            description = "By what the reports are known; without it there are none")
    private @Nullable ReportToken reportToken;

    private @Nullable EncoderTemplates encoderTemplates;
    private @Nullable ScheduledExecutorService watchThreads;
    private @Nullable WatchRounds rounds;
    private @Nullable VlcInstances instances;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        VlcEndpoint endpoint = new VlcEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // not earlier: Camel Main initialises a component before it sets its options
        encoderTemplates = EncoderTemplates.read(Path.of(encoders));
        watchThreads =
                getCamelContext().getExecutorServiceManager().newScheduledThreadPool(this, "vlc-watch", WATCH_THREADS);
        rounds = new WatchRounds(watchThreads, vlc -> new HubWatch(vlc, lease, sourceSilence, InstantSource.system()));
        instances = new VlcInstances(Path.of(runDirectory, "vlc"), commandTimeout, rounds);
        rounds.start(watchInterval);
    }

    @Override
    protected void doStop() throws Exception {
        // one that was only built, to try routes, was never started
        if (rounds != null) {
            rounds.stop();
        }
        if (instances != null) {
            instances.close();
        }
        if (watchThreads != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(watchThreads);
        }
        super.doStop();
    }

    Optional<Reporting> reporting() {
        return reportPort == 0
                ? Optional.empty()
                : Optional.ofNullable(reportToken).map(token -> new Reporting(reportPort, token, reportInterval));
    }

    VlcInstances instances() {
        return started(instances);
    }

    WatchRounds rounds() {
        return started(rounds);
    }

    EncoderTemplates encoderTemplates() {
        return started(encoderTemplates);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the vlc component is not started");
        }
        return part;
    }

    public String getRunDirectory() {
        return runDirectory;
    }

    public void setRunDirectory(String runDirectory) {
        this.runDirectory = runDirectory;
    }

    public String getEncoders() {
        return encoders;
    }

    public void setEncoders(String encoders) {
        this.encoders = encoders;
    }

    public Duration getCommandTimeout() {
        return commandTimeout;
    }

    public void setCommandTimeout(Duration commandTimeout) {
        this.commandTimeout = commandTimeout;
    }

    public Duration getLease() {
        return lease;
    }

    public void setLease(Duration lease) {
        this.lease = lease;
    }

    public Duration getSourceTimeout() {
        return sourceTimeout;
    }

    public void setSourceTimeout(Duration sourceTimeout) {
        this.sourceTimeout = sourceTimeout;
    }

    public Duration getSourceRetry() {
        return sourceRetry;
    }

    public void setSourceRetry(Duration sourceRetry) {
        this.sourceRetry = sourceRetry;
    }

    public int getSourceWaiters() {
        return sourceWaiters;
    }

    public void setSourceWaiters(int sourceWaiters) {
        this.sourceWaiters = sourceWaiters;
    }

    public Duration getCache() {
        return cache;
    }

    public void setCache(Duration cache) {
        this.cache = cache;
    }

    public Duration getSourceSilence() {
        return sourceSilence;
    }

    public void setSourceSilence(Duration sourceSilence) {
        this.sourceSilence = sourceSilence;
    }

    public Latch getLatch() {
        return latch;
    }

    public void setLatch(Latch latch) {
        this.latch = latch;
    }

    public int getReportPort() {
        return reportPort;
    }

    public void setReportPort(int reportPort) {
        this.reportPort = reportPort;
    }

    public Duration getReportInterval() {
        return reportInterval;
    }

    public void setReportInterval(Duration reportInterval) {
        this.reportInterval = reportInterval;
    }

    public @Nullable ReportToken getReportToken() {
        return reportToken;
    }

    public void setReportToken(@Nullable ReportToken reportToken) {
        this.reportToken = reportToken;
    }

    public Duration getWatchInterval() {
        return watchInterval;
    }

    public void setWatchInterval(Duration watchInterval) {
        this.watchInterval = watchInterval;
    }
}

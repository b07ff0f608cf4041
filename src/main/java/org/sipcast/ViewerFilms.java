package org.sipcast;

import java.time.Duration;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Films;
import org.sipcast.call.SteadyClock;
import org.sipcast.sip.SipConstants;
import org.sipcast.steering.CommandParser;
import org.sipcast.steering.FilmReport;
import org.sipcast.steering.Steering;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.SourceState;
import org.sipcast.vlc.telnet.SourceStatus;

/** What routes do with the films of calls, and whom they tell. */
public final class ViewerFilms {
    private final CallRegistry calls;
    private final Films films;
    private final SteadyClock clock;
    private final Duration pauseLimit;

    /** @param pauseLimit after which a call is ended that is paused; zero for never */
    public ViewerFilms(CallRegistry calls, SteadyClock clock, Duration pauseLimit) {
        this.calls = calls;
        this.films = new Films(calls, clock);
        this.clock = clock;
        this.pauseLimit = pauseLimit;
    }

    /** What the words of the body come to for the call, as it is now. */
    public Steering decide(@Header(SipConstants.DIALOG_ID) String id, @Body @Nullable String words) {
        return Steering.of(CommandParser.parse(words), calls.find(id), clock.instant());
    }

    public @Nullable Call pause(@Header(SipConstants.DIALOG_ID) String id) {
        return films.pause(id);
    }

    public @Nullable Call resume(@Header(SipConstants.DIALOG_ID) String id) {
        return films.resume(id);
    }

    /** Takes down that a film was sought in. */
    public @Nullable Call sought(
            @Header(SipConstants.DIALOG_ID) String id, @Header(VlcConstants.POSITION) Duration position) {
        return films.sought(id, position);
    }

    /** Takes down what the source of a call says of the film. */
    public @Nullable Call found(
            @Header(SipConstants.DIALOG_ID) String id, @Header(VlcConstants.SOURCE) SourceStatus status) {
        return status.state() == SourceState.OPEN || status.state() == SourceState.PAUSED
                ? films.found(id, status.position(), status.length())
                : calls.find(id);
    }

    /** Whether the source of the call runs although it is paused. */
    public boolean runsInAPause(
            @ExchangeProperty("found") @Nullable Call call,
            @Header(VlcConstants.SOURCE) @Nullable SourceStatus status) {
        return stands(call, status) == SourceState.OPEN && call != null && call.isPaused();
    }

    /** Whether the source of the call stands although it is not paused. */
    public boolean standsWithoutAPause(
            @ExchangeProperty("found") @Nullable Call call,
            @Header(VlcConstants.SOURCE) @Nullable SourceStatus status) {
        return stands(call, status) == SourceState.PAUSED && call != null && !call.isPaused();
    }

    private static @Nullable SourceState stands(@Nullable Call call, @Nullable SourceStatus status) {
        return call == null || status == null || !call.isPlaying() || call.sink() == null ? null : status.state();
    }

    /** The calls whose films are looked at now and then. */
    public List<Call> onDemand() {
        return films.onDemand();
    }

    /** The calls whose viewers are told now and then how it stands. */
    public List<Call> told() {
        return films.told();
    }

    /** The calls whose pause has lasted as long as one may. */
    public List<Call> pausedTooLong() {
        return pauseLimit.isZero() ? List.of() : films.pausedFor(pauseLimit);
    }

    /** Whether the viewer of a call wants to be told how it stands. */
    public boolean isTold(@Header(SipConstants.DIALOG_ID) String id) {
        Call call = calls.find(id);
        return call != null && call.film().told();
    }

    /** How it stands with the film of a call, as JSON; null if the call is over or its viewer does not want to know. */
    public @Nullable String report(@Header(SipConstants.DIALOG_ID) String id) {
        Call call = calls.find(id);
        return call == null || !call.film().told()
                ? null
                : FilmReport.of(call, clock, pauseLimit).json();
    }

    /** The same of a film that is over. */
    public @Nullable String lastReport(@Body Call call) {
        return call.film().told()
                ? FilmReport.of(call, clock, pauseLimit).ended().json()
                : null;
    }

    /** The viewer of a call wants to be told how it stands. */
    public void tell(@Header(SipConstants.DIALOG_ID) String id) {
        films.tell(id);
    }
}

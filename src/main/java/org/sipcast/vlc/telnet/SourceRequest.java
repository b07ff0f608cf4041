package org.sipcast.vlc.telnet;

import java.time.Duration;

/**
 * What {@code source open} is to open, and how.
 *
 * @param paused wait for {@code source play} once it is proven open
 * @param repeat begin again at its end
 * @param cache what VLC reads ahead
 * @param mrl VLC's name for the source
 * @param chain the stream outputs behind it, beginning with {@code #}
 */
public record SourceRequest(boolean paused, boolean repeat, Duration cache, String mrl, String chain) {}

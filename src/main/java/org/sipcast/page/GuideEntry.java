package org.sipcast.page;

/**
 * What the channel guide says of a channel.
 *
 * @param name what {@code ?channel=} takes
 * @param title for people
 * @param kind {@code live} or {@code on-demand}
 * @param viewers how many watch at the moment
 * @param address the SIP address to call
 */
public record GuideEntry(String name, String title, String kind, int viewers, String address) {}

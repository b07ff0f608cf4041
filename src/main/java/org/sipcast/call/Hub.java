package org.sipcast.call;

/**
 * A hub in use, and where to find it.
 *
 * @param instance the VLC that has it, which is named as the channel
 * @param name the channel's name on a live channel, the call's id on demand
 */
public record Hub(String instance, String name) {}

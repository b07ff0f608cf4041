package org.sipcast.chat;

/**
 * The body of a MESSAGE.
 *
 * @param type its Content-Type
 */
public record MessageBody(String type, String text) {}

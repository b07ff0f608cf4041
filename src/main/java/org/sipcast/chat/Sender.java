package org.sipcast.chat;

/**
 * Who writes.
 *
 * @param call his call, by our id
 * @param member by which others know him
 * @param name under which he is known in the room
 * @param address of his account, {@code user@host}
 * @param proven whether he is who he says by his call or by the word of the SIP platform
 */
public record Sender(String call, String room, String member, String name, String address, boolean proven) {}

package org.sipcast.sdp;

/**
 * Where our media comes from, for the answer.
 *
 * @param address the IP literal to advertise, IPv6 without brackets
 * @param videoPort even port of RTP; RTCP, where it is not multiplexed, has the next
 * @param audioPort likewise
 */
public record LocalMedia(String address, int videoPort, int audioPort) {}

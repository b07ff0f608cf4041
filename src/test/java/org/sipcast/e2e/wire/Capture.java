package org.sipcast.e2e.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sipcast.e2e.program.Program;

/**
 * Datagrams as a file that tshark reads. It is written by the receiver, because to listen to an interface takes rights that
 * a test need not have.
 */
public final class Capture {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int RAW_IP = 101;
    private static final int LOOPBACK = 0x7f000001;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;

    private Capture() {}

    /** Has tshark dissect RTP that came to one port, in the order of arrival. */
    public static List<RtpPacket> dissect(List<Datagram> datagrams, Path folder) {
        int port = datagrams.get(0).destinationPort();
        var file = write(datagrams, folder.resolve("port-" + port + ".pcap"));
        var command =
                new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-d", "udp.port==" + port + ",rtp"));
        command.addAll(List.of("-T", "fields", "-E", "separator=;"));
        RtpPacket.FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        return Program.run(LIMIT, Map.of(), command)
                .lines()
                .filter(line -> line.contains(";"))
                .map(RtpPacket::of)
                .toList();
    }

    /** The libpcap format, version 2.4: datagrams in IPv4 headers of their own. */
    private static Path write(List<Datagram> datagrams, Path file) {
        int size = 24
                + datagrams.stream()
                        .mapToInt(each -> 16 + IP_HEADER + UDP_HEADER + each.octets().length)
                        .sum();
        var out = ByteBuffer.allocate(size).order(ByteOrder.BIG_ENDIAN);
        out.putInt(MAGIC)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(RAW_IP);
        long first = datagrams.get(0).arrivalNanos();
        for (var each : datagrams) {
            long micros = (each.arrivalNanos() - first) / 1000;
            int length = IP_HEADER + UDP_HEADER + each.octets().length;
            out.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
            out.putInt(length).putInt(length);
            out.putShort((short) 0x4500).putShort((short) length).putInt(0);
            out.putShort((short) 0x4011).putShort((short) 0).putInt(LOOPBACK).putInt(LOOPBACK);
            out.putShort((short) each.sourcePort()).putShort((short) each.destinationPort());
            out.putShort((short) (length - IP_HEADER)).putShort((short) 0);
            out.put(each.octets());
        }
        try {
            return Files.write(file, out.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_ADDRESS_H
#define SIPCAST_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/** An IPv4 or IPv6 socket address; a sink has several, so it is no larger than that. */
struct address {
    union {
        sa_family_t ss_family;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } storage;
    socklen_t length;
};

/** Reads an IP literal, without port and without brackets; host names are refused. Returns 0 or -1.
 */
int address_parse_ip(const char *text, struct address *out);

/** Reads `192.0.2.1:5000` or `[2001:db8::1]:5000`; the port is 1 to 65535. Returns 0 or -1. */
int address_parse(const char *text, struct address *out);

/** Room for an address as text. */
#define ADDRESS_TEXT (INET6_ADDRSTRLEN + 8)

/** Writes what address_parse() reads, and returns it. */
const char *address_write(const struct address *address, char text[ADDRESS_TEXT]);

uint16_t address_port(const struct address *address);

void address_set_port(struct address *address, uint16_t port);

bool address_is_loopback(const struct address *address);

bool address_same_ip(const struct address *one, const struct address *other);

bool address_equal(const struct address *one, const struct address *other);

/** For tables: of equal addresses it is the same; the second leaves the port out. */
uint32_t address_hash(const struct address *address);
uint32_t address_hash_ip(const struct address *address);

#endif

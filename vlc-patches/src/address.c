/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "words.h"

int address_parse_ip(const char *text, struct address *out)
{
    memset(out, 0, sizeof *out);
    struct sockaddr_in *v4 = (struct sockaddr_in *)&out->storage;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&out->storage;
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        out->length = sizeof *v4;
        return 0;
    }
    if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        out->length = sizeof *v6;
        return 0;
    }
    return -1;
}

int address_parse(const char *text, struct address *out)
{
    char ip[INET6_ADDRSTRLEN + 2];
    const char *colon = strrchr(text, ':');
    if (colon == NULL || (size_t)(colon - text) >= sizeof ip)
        return -1;
    size_t length = (size_t)(colon - text);
    bool brackets = length >= 2 && text[0] == '[' && text[length - 1] == ']';
    size_t trim = brackets ? 1 : 0;
    memcpy(ip, text + trim, length - 2 * trim);
    ip[length - 2 * trim] = '\0';

    uint32_t port;
    if (words_number(colon + 1, 1, 65535, &port) != 0 || address_parse_ip(ip, out) != 0)
        return -1;
    if (brackets != (out->storage.ss_family == AF_INET6))
        return -1;
    address_set_port(out, (uint16_t)port);
    return 0;
}

const char *address_write(const struct address *address, char text[ADDRESS_TEXT])
{
    bool v6 = address->storage.ss_family == AF_INET6;
    const void *host = v6 ? (const void *)&address->storage.v6.sin6_addr
                          : (const void *)&address->storage.v4.sin_addr;
    char ip[INET6_ADDRSTRLEN] = "";
    inet_ntop(v6 ? AF_INET6 : AF_INET, host, ip, sizeof ip);
    snprintf(text, ADDRESS_TEXT, v6 ? "[%s]:%u" : "%s:%u", ip, address_port(address));
    return text;
}

uint16_t address_port(const struct address *address)
{
    if (address->storage.ss_family == AF_INET6)
        return ntohs(((const struct sockaddr_in6 *)&address->storage)->sin6_port);
    return ntohs(((const struct sockaddr_in *)&address->storage)->sin_port);
}

void address_set_port(struct address *address, uint16_t port)
{
    if (address->storage.ss_family == AF_INET6)
        ((struct sockaddr_in6 *)&address->storage)->sin6_port = htons(port);
    else
        ((struct sockaddr_in *)&address->storage)->sin_port = htons(port);
}

bool address_is_loopback(const struct address *address)
{
    if (address->storage.ss_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)&address->storage)->sin6_addr);
    return ntohl(((const struct sockaddr_in *)&address->storage)->sin_addr.s_addr) >> 24
           == IN_LOOPBACKNET;
}

bool address_same_ip(const struct address *one, const struct address *other)
{
    if (one->storage.ss_family != other->storage.ss_family)
        return false;
    if (one->storage.ss_family == AF_INET6)
        return memcmp(&((const struct sockaddr_in6 *)&one->storage)->sin6_addr,
                      &((const struct sockaddr_in6 *)&other->storage)->sin6_addr, 16)
               == 0;
    return ((const struct sockaddr_in *)&one->storage)->sin_addr.s_addr
           == ((const struct sockaddr_in *)&other->storage)->sin_addr.s_addr;
}

bool address_equal(const struct address *one, const struct address *other)
{
    return address_same_ip(one, other) && address_port(one) == address_port(other);
}

static uint32_t mix(uint32_t hash, uint32_t value)
{
    return (hash ^ value) * 2654435761u;
}

uint32_t address_hash_ip(const struct address *address)
{
    if (address->storage.ss_family != AF_INET6)
        return mix(0, address->storage.v4.sin_addr.s_addr);
    uint32_t words[4], hash = 0;
    memcpy(words, &address->storage.v6.sin6_addr, sizeof words);
    for (int i = 0; i < 4; i++)
        hash = mix(hash, words[i]);
    return hash;
}

uint32_t address_hash(const struct address *address)
{
    return mix(address_hash_ip(address) + 1, address_port(address));
}

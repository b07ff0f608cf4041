/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "clock.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

/* 70 years of 365 days and 17 leap days lie between the epochs of NTP and of Unix. */
#define NTP_UNIX_OFFSET 2208988800u

int64_t clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

uint64_t clock_ntp(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t fraction = ((uint64_t)now.tv_nsec << 32) / 1000000000u;
    return ((uint64_t)now.tv_sec + NTP_UNIX_OFFSET) << 32 | fraction;
}

int64_t clock_unix_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

uint64_t clock_ticks(int64_t microseconds, uint32_t clock_rate)
{
    /* Seconds and rest apart: the product of both would overflow after some weeks of uptime. */
    uint64_t seconds = (uint64_t)microseconds / 1000000, rest = (uint64_t)microseconds % 1000000;
    return seconds * clock_rate + (rest * clock_rate + 500000) / 1000000;
}

void clock_random(void *out, unsigned size)
{
    if (getrandom(out, size, 0) != (ssize_t)size)
        abort();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_SENDMMSG_H
#define SIPCAST_SENDMMSG_H

/* A sendmmsg in place of the C library's that behaves as other kernels, full sockets and slow
 * devices do. */

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int segment_error; /* what a run of packets is refused with, 0 if it is not */
static atomic_int room = -1;     /* messages until the socket is full; -1 never */
static atomic_bool held, reached; /* the call waits while held, and tells that it was reached */

int sendmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags)
{
    unsigned most = 0;
    atomic_store(&reached, true);
    while (atomic_load(&held))
        usleep(1000);
    while (most < count && room != 0
           && (segment_error == 0 || messages[most].msg_hdr.msg_controllen == 0)) {
        most++;
        room -= room > 0;
    }
    if (most == 0) {
        errno = room == 0 ? ENOBUFS : segment_error;
        return -1;
    }
    return (int)syscall(SYS_sendmmsg, fd, messages, most, flags);
}

#endif

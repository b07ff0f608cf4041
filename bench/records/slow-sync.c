/* Part of bench/records/run: a disk on which each sync takes some milliseconds longer, as on many that keep what they are given.
 * Loaded before libc by LD_PRELOAD; SLOW_SYNC_MICROSECONDS says how long, SLOW_SYNC_COUNT names a file that gets an octet for each. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long delay_us;
static int count_fd = -1;
static int (*next_fsync)(int);
static int (*next_fdatasync)(int);

__attribute__((constructor)) static void prepare(void)
{
    const char *delay = getenv("SLOW_SYNC_MICROSECONDS"), *count = getenv("SLOW_SYNC_COUNT");
    *(void **)&next_fsync = dlsym(RTLD_NEXT, "fsync");
    *(void **)&next_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    if (delay != NULL)
        delay_us = strtol(delay, NULL, 10);
    if (count != NULL)
        count_fd = open(count, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void take_time(void)
{
    struct timespec left = { delay_us / 1000000, delay_us % 1000000 * 1000 };
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        ;
    if (count_fd >= 0 && write(count_fd, ".", 1) != 1)
        abort();
}

int fsync(int fd)
{
    take_time();
    return next_fsync(fd);
}

int fdatasync(int fd)
{
    take_time();
    return next_fdatasync(fd);
}

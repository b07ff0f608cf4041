/*
 * What sending costs at least: floor send|sendmmsg|segment TRACE SECONDS COUNT FIRST_PORT PORTS
 * replays, in real time, the packets that one sink was sent (a TRACE of vlc-patches/test/rtp_crowd.c) to COUNT
 * destinations, and prints `packets=N drops=N cpu=SECONDS late=MS`, whole-process CPU and how late the latest
 * group began. No header is written and nothing else is done. `send` has a connected socket for each destination and one call
 * for each packet; `sendmmsg` one socket and 256 packets a call; `segment` 256 runs a call, each the equal packets of a group
 * and a shorter last one, by UDP_SEGMENT.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define GROUPS_MAX 200000
#define GROUP_PACKETS 512
#define CALL_MESSAGES 256

struct group {
    long long at;
    unsigned first, count; /* into sizes */
};

static struct group groups[GROUPS_MAX];
static unsigned short sizes[4 * GROUPS_MAX];
static unsigned group_count, size_count;
static struct sockaddr_in *destinations;
static int *connected;
static unsigned destination_count;
static int shared;
static unsigned long long packets, drops;
static unsigned char payload[GROUP_PACKETS * 1500];

static struct mmsghdr messages[CALL_MESSAGES];
static struct iovec parts[CALL_MESSAGES];
static unsigned message_packets[CALL_MESSAGES], message_count;
static union {
    struct cmsghdr alignment;
    char space[CMSG_SPACE(sizeof(unsigned short))];
} controls[CALL_MESSAGES];

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void read_trace(const char *name)
{
    FILE *file = fopen(name, "r");
    long long at, first_at = -1;
    unsigned medium, ticks, size, last_medium = 9, last_ticks = 0;
    while (file != NULL && group_count < GROUPS_MAX && size_count < 4 * GROUPS_MAX
           && fscanf(file, "%lld %u %u %u", &at, &medium, &ticks, &size) == 4) {
        first_at = first_at < 0 ? at : first_at;
        if (group_count == 0 || medium != last_medium || ticks != last_ticks || groups[group_count - 1].count == GROUP_PACKETS)
            groups[group_count++] = (struct group){at - first_at, size_count, 0};
        groups[group_count - 1].count++;
        sizes[size_count++] = (unsigned short)size;
        last_medium = medium;
        last_ticks = ticks;
    }
    if (group_count == 0) {
        fprintf(stderr, "no trace in %s\n", name);
        exit(2);
    }
    fclose(file);
}

static int open_socket(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in local = {.sin_family = AF_INET};
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (struct sockaddr *)&local, sizeof local) != 0) {
        perror("socket");
        exit(2);
    }
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &(int){4 << 20}, sizeof(int));
    return fd;
}

static void open_sockets(int first_port, unsigned port_count, int singly)
{
    destinations = calloc(destination_count, sizeof *destinations);
    connected = calloc(destination_count, sizeof *connected);
    shared = open_socket();
    for (unsigned i = 0; i < destination_count; i++) {
        destinations[i].sin_family = AF_INET;
        destinations[i].sin_port = htons((unsigned short)(first_port + (int)(i % port_count)));
        destinations[i].sin_addr.s_addr = htonl(0x7f010000u + (i / 250 << 8) + 1 + i % 250);
        if (!singly)
            continue;
        connected[i] = open_socket();
        if (connect(connected[i], (struct sockaddr *)&destinations[i], sizeof *destinations) != 0)
            perror("connect");
    }
}

static void flush(void)
{
    for (unsigned done = 0; done < message_count;) {
        int sent = sendmmsg(shared, messages + done, message_count - done, MSG_DONTWAIT);
        for (int i = 0; i < sent; i++)
            packets += message_packets[done + (unsigned)i];
        if (sent < 0)
            drops += message_packets[done];
        done += sent > 0 ? (unsigned)sent : 1;
    }
    message_count = 0;
}

static void add(struct sockaddr_in *to, size_t offset, size_t size, unsigned count, unsigned short segment)
{
    if (message_count == CALL_MESSAGES)
        flush();
    struct msghdr *message = &messages[message_count].msg_hdr;
    parts[message_count] = (struct iovec){payload + offset, size};
    *message = (struct msghdr){.msg_name = to, .msg_namelen = sizeof *to, .msg_iov = &parts[message_count], .msg_iovlen = 1};
    if (count > 1) {
        message->msg_control = controls[message_count].space;
        message->msg_controllen = sizeof controls[message_count].space;
        struct cmsghdr *header = CMSG_FIRSTHDR(message);
        *header = (struct cmsghdr){CMSG_LEN(sizeof segment), IPPROTO_UDP, UDP_SEGMENT};
        memcpy(CMSG_DATA(header), &segment, sizeof segment);
    }
    message_packets[message_count++] = count;
}

static void send_group(const struct group *group, const char *mode)
{
    const unsigned short *size = sizes + group->first;
    int singly = strcmp(mode, "send") == 0, segment = strcmp(mode, "segment") == 0;
    for (unsigned to = 0; to < destination_count; to++)
        for (unsigned i = 0, count; i < group->count; i += count) {
            size_t total = size[i];
            count = 1;
            while (segment && i + count < group->count && count < 64 && size[i + count - 1] == size[i]
                   && size[i + count] <= size[i] && total + size[i + count] <= 65487)
                total += size[i + count++];
            if (!singly)
                add(&destinations[to], 0, total, count, size[i]);
            else if (send(connected[to], payload, total, MSG_DONTWAIT) >= 0)
                packets++;
            else
                drops++;
        }
    flush();
}

int main(int argc, char **argv)
{
    if (argc != 7) {
        fprintf(stderr, "usage: floor send|sendmmsg|segment TRACE SECONDS COUNT FIRST_PORT PORTS\n");
        return 2;
    }
    read_trace(argv[2]);
    destination_count = (unsigned)atoi(argv[4]);
    open_sockets(atoi(argv[5]), (unsigned)atoi(argv[6]), strcmp(argv[1], "send") == 0);
    long long start = now(), end = start + (long long)(atof(argv[3]) * 1e6), late = 0;
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    for (unsigned i = 0; i < group_count && start + groups[i].at < end; i++) {
        long long wait = start + groups[i].at - now();
        if (wait > 0)
            nanosleep(&(struct timespec){wait / 1000000, wait % 1000000 * 1000}, NULL);
        else if (-wait > late)
            late = -wait;
        send_group(&groups[i], argv[1]);
    }
    getrusage(RUSAGE_SELF, &after);
    double cpu = (double)(after.ru_utime.tv_sec + after.ru_stime.tv_sec - before.ru_utime.tv_sec - before.ru_stime.tv_sec)
                 + (double)(after.ru_utime.tv_usec + after.ru_stime.tv_usec - before.ru_utime.tv_usec - before.ru_stime.tv_usec) / 1e6;
    printf("packets=%llu drops=%llu cpu=%.3f late=%lld\n", packets, drops, cpu, late / 1000);
    return 0;
}

/*
 * How long viewers get nothing when their VLC crashes: holes PORT empties a port to which the RTP of all of them goes, and
 * knows each stream by its SSRC. It prints `ready`, then a line at each SIGUSR1, and ends with SIGTERM:
 *   streams=N median=MS p99=MS worst=MS silent=N new=N back=N lost=N
 * of the streams that were there at the last SIGUSR2, from that signal on: the longest time between two packets of each;
 * `silent` are those that have been without a packet for the last second, `new` streams that have begun since, `back` steps
 * back in sequence, `lost` what this process was too late for.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define TABLE 65536
#define VECTOR 64
#define PACKET 2048

struct stream {
    unsigned ssrc;
    unsigned short sequence;
    int known, marked;
    long long last, longest;
};

static struct stream streams[TABLE];
static long long silences[TABLE];
static unsigned long long back;
static volatile sig_atomic_t asked, marking, ended;

static void on_signal(int number)
{
    asked |= number == SIGUSR1;
    marking |= number == SIGUSR2;
    ended |= number == SIGTERM;
}

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static struct stream *find(unsigned ssrc)
{
    unsigned at = ssrc * 2654435761u % TABLE;
    while (streams[at].known && streams[at].ssrc != ssrc)
        at = (at + 1) % TABLE;
    return &streams[at];
}

static void on_packet(const unsigned char *data, unsigned size, long long time)
{
    /* Reports that share the port (RFC 5761 section 4). */
    if (size < 12 || (data[1] >= 200 && data[1] <= 206))
        return;
    unsigned ssrc = (unsigned)data[8] << 24 | (unsigned)data[9] << 16 | (unsigned)data[10] << 8 | data[11];
    unsigned short sequence = (unsigned short)(data[2] << 8 | data[3]);
    struct stream *stream = find(ssrc);
    if (stream->known) {
        back += (short)(sequence - stream->sequence) <= 0;
        if (time - stream->last > stream->longest)
            stream->longest = time - stream->last;
    }
    stream->known = 1;
    stream->ssrc = ssrc;
    stream->sequence = sequence;
    stream->last = time;
}

static void mark(void)
{
    back = 0;
    for (unsigned i = 0; i < TABLE; i++) {
        streams[i].marked = streams[i].known;
        streams[i].longest = 0;
    }
}

static int compare(const void *one, const void *other)
{
    long long difference = *(const long long *)one - *(const long long *)other;
    return difference < 0 ? -1 : difference > 0;
}

static unsigned lost(int fd)
{
    unsigned memory[16] = {0}; /* linux/sock_diag.h: the ninth counts drops */
    getsockopt(fd, SOL_SOCKET, SO_MEMINFO, memory, &(socklen_t){sizeof memory});
    return memory[8];
}

static void print(int fd)
{
    unsigned count = 0, silent = 0, begun = 0;
    long long time = now();
    for (unsigned i = 0; i < TABLE; i++) {
        if (!streams[i].known)
            continue;
        begun += !streams[i].marked;
        if (!streams[i].marked)
            continue;
        silent += time - streams[i].last > 1000000;
        silences[count++] = streams[i].longest;
    }
    qsort(silences, count, sizeof *silences, compare);
    printf("streams=%u median=%lld p99=%lld worst=%lld silent=%u new=%u back=%llu lost=%u\n", count,
           count > 0 ? silences[count / 2] / 1000 : 0, count > 0 ? silences[count * 99 / 100] / 1000 : 0,
           count > 0 ? silences[count - 1] / 1000 : 0, silent, begun, back, lost(fd));
    fflush(stdout);
}

static int open_port(int port)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        perror("bind");
        exit(2);
    }
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &(int){64 << 20}, sizeof(int)) != 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &(int){64 << 20}, sizeof(int));
    return fd;
}

static void empty(int fd)
{
    static unsigned char data[VECTOR][PACKET];
    struct iovec parts[VECTOR];
    struct mmsghdr messages[VECTOR];
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < VECTOR; i++) {
        parts[i] = (struct iovec){data[i], PACKET};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
    }
    int count = recvmmsg(fd, messages, VECTOR, MSG_DONTWAIT, NULL);
    long long time = now();
    for (int i = 0; i < count; i++)
        on_packet(data[i], messages[i].msg_len, time);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: holes PORT\n");
        return 2;
    }
    int fd = open_port(atoi(argv[1]));
    int signals[] = {SIGUSR1, SIGUSR2, SIGTERM};
    for (int i = 0; i < 3; i++)
        sigaction(signals[i], &(struct sigaction){.sa_handler = on_signal}, NULL);
    printf("ready\n");
    fflush(stdout);
    while (!ended) {
        struct pollfd polled = {fd, POLLIN, 0};
        if (poll(&polled, 1, 20) > 0)
            empty(fd);
        if (marking) {
            marking = 0;
            mark();
        }
        if (asked) {
            asked = 0;
            print(fd);
        }
    }
    return 0;
}

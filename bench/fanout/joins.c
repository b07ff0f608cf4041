/*
 * How soon who joins gets something: joins CONTROL_PORT SECRET COUNT has viewers join hub H one after the other, at any
 * moment of its group of pictures, and prints `joins=N median=MS p99=MS worst=MS`, from the command sent to the first packet
 * received.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define JOINS_MAX 10000

static FILE *control;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

static void fail(const char *words)
{
    fprintf(stderr, "%s\n", words);
    exit(1);
}

static void expect(const char *beginning)
{
    char line[4096];
    if (fgets(line, sizeof line, control) == NULL || strncmp(line, beginning, strlen(beginning)) != 0)
        fail(line);
}

static void say(const char *line)
{
    if (write(fileno(control), line, strlen(line)) != (ssize_t)strlen(line))
        fail("VLC is gone");
}

static void connect_to(int port, const char *secret)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&at, sizeof at) != 0)
        fail("no control port");
    control = fdopen(fd, "r");
    char line[200];
    snprintf(line, sizeof line, "auth %s\n", secret);
    expect("sipcast-vlc 1");
    say(line);
    expect("OK");
}

static int open_viewer(int *port)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0)
        fail("no port");
    getsockname(fd, (struct sockaddr *)&at, &(socklen_t){sizeof at});
    *port = ntohs(at.sin_port);
    return fd;
}

/* Waits for RTP: what is between 200 and 206 in its second octet is RTCP. */
static void await_packet(int fd)
{
    unsigned char data[2048] = {0};
    do {
        struct pollfd polled = {fd, POLLIN, 0};
        if (poll(&polled, 1, 10000) <= 0 || recv(fd, data, sizeof data, 0) < 12)
            fail("a viewer got nothing");
    } while (data[1] >= 200 && data[1] <= 206);
}

static double join(unsigned number)
{
    char line[300];
    int port, fd = open_viewer(&port);
    snprintf(line, sizeof line, "sink add H j video=127.0.0.1:%d,codec=vp8,pt=96,ssrc=%08x,rtcp=mux\n", port, 0x30000000 + number);
    double start = now();
    say(line);
    await_packet(fd);
    double took = now() - start;
    expect("OK");
    say("sink del H j\n");
    expect("OK");
    close(fd);
    return took;
}

static int compare(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return difference < 0 ? -1 : difference > 0;
}

int main(int argc, char **argv)
{
    static double times[JOINS_MAX];
    unsigned count = argc == 4 ? (unsigned)atoi(argv[3]) : 0;
    if (count < 1 || count > JOINS_MAX)
        fail("usage: joins CONTROL_PORT SECRET COUNT");
    connect_to(atoi(argv[1]), argv[2]);
    srand(1);
    for (unsigned i = 0; i < count; i++) {
        usleep((unsigned)(rand() % 100000));
        times[i] = join(i);
    }
    qsort(times, count, sizeof *times, compare);
    printf("joins=%u median=%.2f p99=%.2f worst=%.2f\n", count, times[count / 2], times[count * 99 / 100], times[count - 1]);
    return 0;
}

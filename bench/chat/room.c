// A room of viewers on one UDP socket, as those behind one platform are: each calls the channel, on hold, and answers every MESSAGE by 200.
// In turn they say lines; each line's time from its sender to each of the others is kept.
//
//   room PORT CHANNEL VIEWERS LINES_PER_SECOND SECONDS PID...   tells what came of it, and the CPU seconds of these processes meanwhile
//   room sink                                                   answers every request by 200, and does nothing else; says its port
//
// Not sipp: its clock is in whole milliseconds, and its log of a hundred thousand messages would cost more than the messages.
#include "cpu.h"
#include "sip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JOINS_PER_SECOND = 200, SETTLING_SECONDS = 3, DRAINING_SECONDS = 5, MAX_PROCESSES = 4 };
#define PATIENCE_NS 500000000LL

struct viewer {
    char *to, *target; // of the 200: whom its requests are for, and where they go
    int sequence;
    bool joined, left;
    long long asked; // when its last request was sent, 0 once that is answered
    char *request;
    int last_line; // the newest line it has heard
};

static struct sip sip;
static struct viewer *viewers;
static int viewer_count, line_count, joined, gone;
static const char *channel;

static long long *said;          // when each line was first sent
static long long *heard_by_last; // when it reached the last of the others
static int *heard_by;
static unsigned char *heard;           // a bit for each line and viewer
static long repeated, doubled, disordered, refused, foreign, resent;
static float *delays; // milliseconds, of each arrival
static long arrivals;

static char *copy(const char *start, int length)
{
    char *text = malloc((size_t)length + 1);
    if (text == NULL) exit(1);
    memcpy(text, start, (size_t)length);
    text[length] = 0;
    return text;
}

static void ask(int i, const char *method, const char *headers, const char *body)
{
    struct viewer *viewer = &viewers[i];
    char message[2048];
    char target[256];
    snprintf(target, sizeof target, "sip:%s@127.0.0.1:%d", channel, ntohs(sip.server.sin_port));
    int number = strcmp(method, "ACK") == 0 ? viewer->sequence : ++viewer->sequence;
    snprintf(message, sizeof message,
             "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKroom-%d-%d%s\r\nMax-Forwards: 70\r\n"
             "From: \"Viewer %d\" <sip:viewer%d@127.0.0.1>;tag=room-%d\r\nTo: %s\r\nCall-ID: %d@room-%d\r\nCSeq: %d %s\r\n"
             "Contact: <sip:viewer%d@127.0.0.1:%d>\r\n%sContent-Length: %zu\r\n\r\n%s",
             method, viewer->target != NULL ? viewer->target : target, sip.port, i, number, method, i, i, i,
             viewer->to != NULL ? viewer->to : "<sip:channel@127.0.0.1>", i, (int)getpid(), number, method, i, sip.port, headers, strlen(body), body);
    sip_send(&sip, message, strlen(message));
    if (strcmp(method, "ACK") != 0) {
        free(viewer->request);
        viewer->request = copy(message, (int)strlen(message));
        viewer->asked = now();
    }
}

static void invite(int i)
{
    static const char offer[] = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\na=inactive\r\n"
                                "m=video 9 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n";
    ask(i, "INVITE", "Content-Type: application/sdp\r\n", offer);
}

static void say(int i, int line)
{
    char body[32];
    snprintf(body, sizeof body, "line %d.", line);
    said[line] = now();
    ask(i, "MESSAGE", "Content-Type: text/plain;charset=utf-8\r\n", body);
}

static void take_line(int i, const char *body, long long at)
{
    const char *words = strstr(body, "line ");
    int line = words != NULL ? atoi(words + 5) : -1;
    if (line < 0 || line >= line_count || said[line] == 0) {
        foreign++;
        return;
    }
    size_t bit = (size_t)line * (size_t)viewer_count + (size_t)i;
    if (heard[bit / 8] & (1 << bit % 8)) {
        doubled++;
        return;
    }
    heard[bit / 8] |= (unsigned char)(1 << bit % 8);
    if (line < viewers[i].last_line) disordered++;
    viewers[i].last_line = line;
    heard_by[line]++;
    heard_by_last[line] = at;
    delays[arrivals++] = (float)(at - said[line]) / 1e6f;
}

static void take_answer(int i, int status, const char *message)
{
    struct viewer *viewer = &viewers[i];
    char method[16] = "";
    int number = 0;
    if (sip_cseq(message, &number, method) && strcmp(method, "INVITE") == 0 && status == 200) {
        if (!viewer->joined) {
            int length;
            const char *to = sip_header(message, "To", &length);
            viewer->to = copy(to, length);
            const char *contact = sip_header(message, "Contact", &length);
            const char *open = memchr(contact, '<', (size_t)length), *end = memchr(contact, '>', (size_t)length);
            viewer->target = copy(open + 1, (int)(end - open - 1));
            viewer->joined = true;
            joined++;
            viewer->asked = 0;
        }
        ask(i, "ACK", "", "");
    } else if (status >= 200 && number == viewer->sequence) {
        if (viewer->asked != 0 && status >= 300) {
            refused++;
            fprintf(stderr, "%.60s\n", message);
        }
        viewer->asked = 0;
        if (strcmp(method, "BYE") == 0 && !viewer->left) {
            viewer->left = true;
            gone++;
        }
    }
}

static int viewer_of(const char *message)
{
    int length;
    const char *id = sip_header(message, "Call-ID", &length);
    int i = id != NULL ? atoi(id) : -1;
    return i >= 0 && i < viewer_count ? i : -1;
}

static void take(char *message, long long at)
{
    int i = viewer_of(message);
    if (strncmp(message, "SIP/2.0 ", 8) == 0) {
        if (i >= 0) take_answer(i, atoi(message + 8), message);
        return;
    }
    if (strncmp(message, "ACK ", 4) == 0) return;
    bool again = sip_answer(&sip, message);
    if (strncmp(message, "MESSAGE ", 8) != 0 || i < 0) return;
    if (again) {
        repeated++;
        return;
    }
    take_line(i, sip_body(message), at);
}

// Takes what comes until then, and asks again who got no answer.
static void run_until(long long end)
{
    static long long looked;
    while (now() < end) {
        sip_receive(&sip, take, end < now() + 1000000 ? end : now() + 1000000);
        if (now() - looked < PATIENCE_NS / 10) continue;
        looked = now();
        for (int i = 0; i < viewer_count; i++) {
            if (viewers[i].asked == 0 || looked - viewers[i].asked < PATIENCE_NS) continue;
            viewers[i].asked = looked;
            resent++;
            sip_send(&sip, viewers[i].request, strlen(viewers[i].request));
        }
    }
}

static int rising(const void *a, const void *b)
{
    float one = *(const float *)a, other = *(const float *)b;
    return (one > other) - (one < other);
}

static float percentile(float *sorted, long count, double share)
{
    long rank = (long)(share * (double)count + 0.9999);
    return count == 0 ? 0 : sorted[rank > 0 ? rank - 1 : 0];
}

static void report(void)
{
    float *last = calloc((size_t)line_count, sizeof *last);
    long whole = 0, missing = 0;
    for (int line = 0; line < line_count; line++) {
        missing += viewer_count - 1 - heard_by[line];
        if (heard_by[line] == viewer_count - 1) last[whole++] = (float)(heard_by_last[line] - said[line]) / 1e6f;
    }
    qsort(last, (size_t)whole, sizeof *last, rising);
    qsort(delays, (size_t)arrivals, sizeof *delays, rising);
    printf("arrivals %ld\nmissing %ld\ndoubled %ld\ndisordered %ld\nrefused %ld\nforeign %ld\nrepeated %ld\nresent %ld\n", arrivals, missing, doubled,
           disordered, refused, foreign, repeated, resent);
    printf("each-p50 %.1f\neach-p99 %.1f\nlast-p50 %.1f\nlast-p99 %.1f\nlast-max %.1f\n", percentile(delays, arrivals, 0.5),
           percentile(delays, arrivals, 0.99), percentile(last, whole, 0.5), percentile(last, whole, 0.99), percentile(last, whole, 1));
    free(last);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "sink") == 0) return sip_sink();
    if (argc < 6 || argc > 6 + MAX_PROCESSES) {
        fputs("room PORT CHANNEL VIEWERS LINES_PER_SECOND SECONDS PID...\n", stderr);
        return 2;
    }
    channel = argv[2];
    viewer_count = atoi(argv[3]);
    int rate = atoi(argv[4]);
    line_count = rate * atoi(argv[5]);
    size_t cells = (size_t)viewer_count * (size_t)line_count;
    viewers = calloc((size_t)viewer_count, sizeof *viewers);
    said = calloc((size_t)line_count, sizeof *said);
    heard_by_last = calloc((size_t)line_count, sizeof *heard_by_last);
    heard_by = calloc((size_t)line_count, sizeof *heard_by);
    heard = calloc(cells / 8 + 1, 1);
    delays = calloc(cells, sizeof *delays);
    if (!viewers || !said || !heard_by_last || !heard_by || !heard || !delays || !sip_open(&sip, atoi(argv[1]))) return 1;

    long long next = now();
    for (int i = 0; i < viewer_count; i++) {
        invite(i);
        run_until(next += 1000000000LL / JOINS_PER_SECOND);
    }
    for (int waited = 0; joined < viewer_count && waited < 30; waited++) run_until(now() + 1000000000LL);
    run_until(now() + SETTLING_SECONDS * 1000000000LL);
    printf("joined %d\nforeign-before %ld\n", joined, foreign);
    foreign = repeated = resent = 0;

    double before[MAX_PROCESSES] = {0}, own_before = own_cpu_seconds(), machine_before = machine_cpu_seconds();
    for (int i = 6; i < argc; i++) before[i - 6] = cpu_seconds(atoi(argv[i]));
    long long began = next = now();
    for (int line = 0; line < line_count; line++) {
        // each in his turn, far from the one before
        say((int)((long long)line * 7919 % viewer_count), line);
        run_until(next += 1000000000LL / rate);
    }
    run_until(now() + DRAINING_SECONDS * 1000000000LL);
    for (int i = 6; i < argc; i++) printf("cpu %s %.2f\n", argv[i], cpu_seconds(atoi(argv[i])) - before[i - 6]);
    printf("own-cpu %.2f\nmachine-cpu %.2f\ntime %.2f\n", own_cpu_seconds() - own_before, machine_cpu_seconds() - machine_before,
           (double)(now() - began) / 1e9);
    report();

    next = now();
    for (int i = 0; i < viewer_count; i++) {
        if (viewers[i].joined) ask(i, "BYE", "", "");
        run_until(next += 1000000000LL / JOINS_PER_SECOND);
    }
    for (int waited = 0; gone < joined && waited < 10; waited++) run_until(now() + 1000000000LL);
    printf("left %d\n", gone);
    return 0;
}

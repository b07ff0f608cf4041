#include "sip.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_MESSAGE = 8192, BUFFER = 16 << 20 };

long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

bool sip_open(struct sip *sip, int server_port)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof own;
    int size = BUFFER;
    memset(sip, 0, sizeof *sip);
    sip->server = own;
    sip->server.sin_port = htons((unsigned short)server_port);
    sip->socket = socket(AF_INET, SOCK_DGRAM, 0);
    if (sip->socket < 0 || bind(sip->socket, (struct sockaddr *)&own, sizeof own) != 0
        || getsockname(sip->socket, (struct sockaddr *)&own, &length) != 0) {
        perror("socket");
        return false;
    }
    // more than others may have, so that nothing is lost on this side
    if (setsockopt(sip->socket, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0)
        setsockopt(sip->socket, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    sip->port = ntohs(own.sin_port);
    return true;
}

void sip_send(struct sip *sip, const char *message, size_t length)
{
    if (sendto(sip->socket, message, length, 0, (struct sockaddr *)&sip->server, sizeof sip->server) < 0) perror("sendto");
}

void sip_receive(struct sip *sip, void (*take)(char *message, long long at), long long until)
{
    static char message[MAX_MESSAGE + 1];
    struct pollfd wait = {.fd = sip->socket, .events = POLLIN};
    long long left = until - now();
    struct timespec limit = {.tv_sec = left / 1000000000, .tv_nsec = left > 0 ? left % 1000000000 : 0};
    if (left > 0 && ppoll(&wait, 1, &limit, NULL) <= 0) return;
    ssize_t length;
    while ((length = recv(sip->socket, message, MAX_MESSAGE, MSG_DONTWAIT)) > 0) {
        message[length] = 0;
        take(message, now());
    }
}

const char *sip_header(const char *message, const char *name, int *length)
{
    size_t size = strlen(name);
    for (const char *line = strstr(message, "\r\n"); line != NULL && line[2] != '\r'; line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line + 2, name, size) != 0 || line[2 + size] != ':') continue;
        const char *value = line + 3 + size;
        while (*value == ' ') value++;
        *length = (int)strcspn(value, "\r");
        return value;
    }
    return NULL;
}

bool sip_cseq(const char *message, int *number, char method[16])
{
    int length;
    const char *value = sip_header(message, "CSeq", &length);
    return value != NULL && sscanf(value, "%d %15[A-Z]", number, method) == 2;
}

const char *sip_body(const char *message)
{
    const char *end = strstr(message, "\r\n\r\n");
    return end != NULL ? end + 4 : "";
}

static int repeat(char *answer, int used, const char *request, const char *name)
{
    int length;
    const char *value = sip_header(request, name, &length);
    return value == NULL ? used : used + snprintf(answer + used, (size_t)(MAX_MESSAGE - used), "%s: %.*s\r\n", name, length, value);
}

// Whether a request with this branch was answered already (FNV-1a of the first Via).
static bool was_seen(struct sip *sip, const char *request)
{
    int length;
    const char *via = sip_header(request, "Via", &length);
    unsigned long long hash = 14695981039346656037ULL;
    for (int i = 0; via != NULL && i < length; i++) hash = (hash ^ (unsigned char)via[i]) * 1099511628211ULL;
    unsigned place = (unsigned)(hash % SEEN_PLACES);
    for (int i = 0; i < SEEN_IN_PLACE; i++)
        if (sip->seen[place][i] == hash) return true;
    sip->seen[place][sip->next[place]++ % SEEN_IN_PLACE] = hash;
    return false;
}

bool sip_answer(struct sip *sip, const char *request)
{
    static const char *const names[] = {"Via", "From", "To", "Call-ID", "CSeq"};
    char answer[MAX_MESSAGE];
    int used = snprintf(answer, sizeof answer, "SIP/2.0 200 OK\r\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) used = repeat(answer, used, request, names[i]);
    used += snprintf(answer + used, sizeof answer - (size_t)used, "Content-Length: 0\r\n\r\n");
    sip_send(sip, answer, (size_t)used);
    return was_seen(sip, request);
}

static struct sip *sinking;
static struct sockaddr_in sender;

int sip_sink(void)
{
    static struct sip sip;
    static char message[MAX_MESSAGE + 1];
    sinking = &sip;
    if (!sip_open(&sip, 9)) return 1;
    printf("%d\n", sip.port);
    fflush(stdout);
    while (true) {
        socklen_t size = sizeof sender;
        ssize_t length = recvfrom(sip.socket, message, MAX_MESSAGE, 0, (struct sockaddr *)&sender, &size);
        if (length <= 0) return 1;
        message[length] = 0;
        if (strncmp(message, "SIP/2.0", 7) == 0) continue;
        sip.server = sender;
        sip_answer(&sip, message);
    }
}

// As much of SIP as a viewer in bench/chat needs: one UDP socket, header fields as they are written by Sipcast and sipp.
#pragma once
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum { SEEN_PLACES = 1 << 14, SEEN_IN_PLACE = 8 }; // answered requests whose repetitions are known

struct sip {
    int socket, port;
    struct sockaddr_in server;
    unsigned long long seen[SEEN_PLACES][SEEN_IN_PLACE];
    unsigned char next[SEEN_PLACES]; // whose turn it is to be forgotten
};

// Nanoseconds of a clock that nobody sets.
long long now(void);

bool sip_open(struct sip *sip, int server_port);

void sip_send(struct sip *sip, const char *message, size_t length);

// Waits until then at the latest, and hands on all messages that are there, each with the time of its arrival.
void sip_receive(struct sip *sip, void (*take)(char *message, long long at), long long until);

// Answers a request by 200. True if it was answered before.
bool sip_answer(struct sip *sip, const char *request);

// The value of a header field and its length, or NULL.
const char *sip_header(const char *message, const char *name, int *length);

bool sip_cseq(const char *message, int *number, char method[16]);

const char *sip_body(const char *message);

// Answers every request by 200 until it is killed; prints its port.
int sip_sink(void);

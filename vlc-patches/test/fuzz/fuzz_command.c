/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "../stand_in.h"

/* Lines of the control protocol, as many as there are, on hubs that live from one input to the next. */

static void check_reply(const struct reply *reply)
{
    if (reply->length == 0 || reply->text[reply->length - 1] != '\n')
        abort();
    const char *last = reply->text + reply->length - 1;
    while (last > reply->text && last[-1] != '\n')
        last--;
    if (strncmp(last, "OK", 2) != 0 && strncmp(last, "ERR ", 4) != 0)
        abort();
}

static void execute(const char *line)
{
    struct reply reply = {0};
    command_execute(&hubs, line, &reply);
    if (!hubs.ending)
        check_reply(&reply);
    hubs.ending = false;
    reply_clear(&reply);
}

/* So that the inputs do not open all ports there are. */
static void close_others(void)
{
    struct hub *hub = hubs.first;
    while (hub != NULL) {
        char name[NAME_SIZE];
        memcpy(name, hub->name, sizeof name);
        hub = hub->next;
        if (strcmp(name, "h") != 0)
            hubs_close(&hubs, name);
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    struct hubs_config config = {.ip = loopback(),
                                 .first_port = 20000,
                                 .last_port = 29999,
                                 .first_lease_us = 3600000000,
                                 .orphan_us = 3600000000};
    limits_init(&config.limits);
    hubs_init(&hubs, &config, &stand_in, NULL);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    execute("hub open h");
    char *text = malloc(size + 1), *rest = text, *line;
    memcpy(text, data, size);
    text[size] = '\0';
    while ((line = strsep(&rest, "\n")) != NULL)
        execute(line);
    free(text);
    close_others();
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void reply_add(struct reply *reply, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    size_t needed = reply->length + (size_t)length + 1;
    if (needed > reply->capacity) {
        size_t capacity = needed * 2;
        char *text = realloc(reply->text, capacity);
        if (text == NULL)
            return;
        reply->text = text;
        reply->capacity = capacity;
    }
    va_start(arguments, format);
    vsnprintf(reply->text + reply->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    reply->length += (size_t)length;
}

void reply_error(struct reply *reply, const char *code, const char *words)
{
    reply->length = 0;
    reply_add(reply, "ERR %s %s\n", code, words);
}

void reply_clear(struct reply *reply)
{
    free(reply->text);
    *reply = (struct reply){NULL, 0, 0};
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "chain.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "codec.h"

/* Deeper than any chain that makes sense, and bounded because the check descends with it. */
#define MAX_DEPTH 6

struct parser {
    const char *at, *hub, *fault;
};

static const char *const transcode_options[] = {
    "vcodec",     "vb",        "venc",          "fps",       "scale", "width", "height",
    "maxwidth",   "maxheight", "deinterlace",   "acodec",    "ab",    "aenc",  "channels",
    "samplerate", "threads",   "high-priority", "pool-size", NULL};

static bool fail(struct parser *parser, const char *fault)
{
    parser->fault = fault;
    return false;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || (c != '\0' && strchr("_.+-", c));
}

static bool take(struct parser *parser, char c)
{
    if (*parser->at != c)
        return false;
    parser->at++;
    return true;
}

static size_t take_plain(struct parser *parser, const char **word)
{
    *word = parser->at;
    while (is_plain(*parser->at))
        parser->at++;
    return (size_t)(parser->at - *word);
}

static bool is(const char *word, size_t length, const char *name)
{
    return strlen(name) == length && strncmp(word, name, length) == 0;
}

/* An encoder's own settings: words, and words in braces. No slash passes, so no file outside can be
 * named. */
static bool take_settings(struct parser *parser, int depth)
{
    if (depth > MAX_DEPTH)
        return fail(parser, "the chain's braces are too deep");
    do {
        const char *word;
        size_t length = take_plain(parser, &word);
        if (is(word, length, "stats") || is(word, length, "dump-yuv")
            || is(word, length, "passlogfile"))
            return fail(parser, "an encoder's option in the chain would write a file");
        if (take(parser, '{') && (!take_settings(parser, depth + 1) || !take(parser, '}')))
            return parser->fault != NULL ? false
                                         : fail(parser, "the chain's braces are not balanced");
    } while (depth > 0 ? take(parser, ',') || take(parser, '=') || take(parser, ':') : false);
    return true;
}

static bool take_chain(struct parser *parser, int depth);

static bool take_hub_option(struct parser *parser, const char *key, size_t length)
{
    const char *value;
    size_t size = take_plain(parser, &value);
    if (is(key, length, "hub"))
        return is(value, size, parser->hub)
               || fail(parser, "a gate or fanout in the chain belongs to another hub");
    if (is(key, length, "codec")) {
        for (int codec = 0; codec < CODEC_COUNT; codec++)
            if (codec_encode((enum codec)codec) == (enum codec)codec
                && is(value, size, codec_name((enum codec)codec)))
                return true;
        return fail(parser, "the chain names an unknown codec");
    }
    return fail(parser, "gate and fanout have the options hub and codec");
}

static bool take_option(struct parser *parser, const char *element, size_t element_length,
                        int depth)
{
    const char *key, *value;
    size_t length = take_plain(parser, &key);
    if (length == 0)
        return fail(parser, "an option in the chain has no name");
    if (is(element, element_length, "duplicate")) {
        if (is(key, length, "dst"))
            return take(parser, '=') ? take_chain(parser, depth + 1) : fail(parser, "dst is empty");
        if (is(key, length, "select") && take(parser, '=') && take_plain(parser, &value) > 0)
            return true;
        return fail(parser, "duplicate has the options dst and select");
    }
    bool has_value = take(parser, '=');
    if (!is(element, element_length, "transcode"))
        return has_value ? take_hub_option(parser, key, length)
                         : fail(parser, "hub and codec need a value");
    for (const char *const *option = transcode_options; *option != NULL; option++)
        if (is(key, length, *option))
            return !has_value || take_settings(parser, 0);
    return fail(parser, "transcode has an option that is not allowed");
}

static bool take_element(struct parser *parser, int depth)
{
    static const char *const elements[] = {"duplicate", "gate", "transcode", "fanout"};
    const char *name;
    size_t length = take_plain(parser, &name);
    bool known = false;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        known = known || is(name, length, elements[i]);
    if (!known)
        return fail(parser, "the chain may hold duplicate, gate, transcode and fanout only");
    if (depth > 0 && is(name, length, "duplicate"))
        return fail(parser, "a duplicate in the chain can't hold another one");
    if (!take(parser, '{'))
        return true;
    do {
        if (!take_option(parser, name, length, depth))
            return false;
    } while (take(parser, ','));
    return take(parser, '}') || fail(parser, "the chain's braces are not balanced");
}

static bool take_chain(struct parser *parser, int depth)
{
    if (depth > MAX_DEPTH)
        return fail(parser, "the chain's braces are too deep");
    do {
        if (!take_element(parser, depth))
            return false;
    } while (take(parser, ':'));
    return true;
}

const char *chain_fault(const char *chain, const char *hub)
{
    struct parser parser = {chain, hub, NULL};
    if (!take(&parser, '#'))
        return "a chain begins with #";
    if (!take_chain(&parser, 0))
        return parser.fault;
    return *parser.at == '\0' ? NULL : "the chain goes on after its end";
}

char *chain_for_vlc(const char *chain)
{
    char *result = malloc(2 * strlen(chain) + 1), *out = result;
    int depth = 0;
    bool quoted = false;
    for (const char *c = chain; result != NULL && *c != '\0'; c++) {
        depth -= *c == '}';
        if (quoted && ((depth == 1 && *c == ',') || (depth == 0 && *c == '}'))) {
            *out++ = '"';
            quoted = false;
        }
        depth += *c == '{';
        *out++ = *c;
        if (depth == 1 && *c == '=' && c - chain >= 4
            && strncmp(c - 4, "{dst", 4) * strncmp(c - 4, ",dst", 4) == 0) {
            *out++ = '"';
            quoted = true;
        }
    }
    if (result != NULL)
        *out = '\0';
    return result;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "words.h"

#include <stddef.h>
#include <string.h>

static bool is_alnum(char c)
{
    /* isalnum() follows the locale, the protocol does not. */
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char *words_next(char **rest)
{
    char *word = *rest;
    if (word == NULL || *word == '\0' || *word == ' ')
        return NULL;
    char *blank = strchr(word, ' ');
    *rest = blank != NULL ? blank + 1 : NULL;
    if (blank != NULL)
        *blank = '\0';
    return word;
}

const char *words_value(const char *word, const char *prefix)
{
    size_t length = strlen(prefix);
    return word != NULL && strncmp(word, prefix, length) == 0 ? word + length : NULL;
}

bool words_is_name(const char *word)
{
    if (word == NULL || !is_alnum(word[0]))
        return false;
    size_t length = 1;
    for (; word[length] != '\0'; length++)
        if (length >= NAME_SIZE - 1
            || (!is_alnum(word[length]) && strchr("_.-", word[length]) == NULL))
            return false;
    return true;
}

int words_number(const char *word, uint32_t least, uint32_t most, uint32_t *out)
{
    size_t length = strlen(word);
    if (length == 0 || length > 10 || (length > 1 && word[0] == '0'))
        return -1;
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++) {
        if (word[i] < '0' || word[i] > '9')
            return -1;
        number = number * 10 + (uint64_t)(word[i] - '0');
    }
    if (number < least || number > most)
        return -1;
    *out = (uint32_t)number;
    return 0;
}

int words_hex8(const char *word, uint32_t *out)
{
    if (strlen(word) != 8)
        return -1;
    uint32_t number = 0;
    for (int i = 0; i < 8; i++) {
        char c = word[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        number = number << 4 | (uint32_t)digit;
    }
    *out = number;
    return 0;
}

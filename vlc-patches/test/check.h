/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_CHECK_H
#define SIPCAST_CHECK_H

#include <stdio.h>

/* A test is a function whose name is a sentence. main() runs each and returns check_result(). */

#define CHECK_SHOWN 10 /* a loop over many inputs would print the same line for each */

static int check_failures, check_failed_tests;

#define CHECK(condition) \
    ((condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))

#define RUN(test) check_run(#test, test)

static inline void check_failed(const char *file, int line, const char *condition)
{
    if (++check_failures <= CHECK_SHOWN)
        printf("%s:%d: not so: %s\n", file, line, condition);
}

static inline void check_run(const char *name, void (*test)(void))
{
    check_failures = 0;
    test();
    check_failed_tests += check_failures > 0;
    printf(check_failures > 0 ? "FAIL " : "ok   ");
    for (; *name; name++)
        putchar(*name == '_' ? ' ' : *name);
    putchar('\n');
}

static inline int check_result(void)
{
    return check_failed_tests > 0;
}

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reaper.h"

#include <semaphore.h>
#include <stdatomic.h>

#include "check.h"
#include "clock.h"

static sem_t may_end;
static atomic_int ended;

static void end_at_once(void *what)
{
    atomic_fetch_add((atomic_int *)what, 1);
}

static void end_when_allowed(void *what)
{
    sem_wait(&may_end);
    atomic_fetch_add((atomic_int *)what, 1);
}

static void what_is_taken_ends_and_can_be_waited_for(void)
{
    struct reaper reaper;
    reaper_init(&reaper);
    atomic_store(&ended, 0);
    CHECK(reaper_wait(&reaper, NULL, 0));
    for (int i = 0; i < 20; i++)
        reaper_take(&reaper, "h", end_at_once, &ended);
    CHECK(reaper_wait(&reaper, NULL, 5000000) && atomic_load(&ended) == 20);
    CHECK(reaper.first == NULL);
    reaper_destroy(&reaper);
}

static void nobody_waits_for_what_takes_long(void)
{
    struct reaper reaper;
    reaper_init(&reaper);
    atomic_store(&ended, 0);
    sem_init(&may_end, 0, 0);
    int64_t start = clock_now();
    reaper_take(&reaper, "slow", end_when_allowed, &ended);
    reaper_take(&reaper, "quick", end_at_once, &ended);
    CHECK(reaper_wait(&reaper, "quick", 5000000) && reaper_wait(&reaper, "another", 5000000));
    CHECK(clock_now() < start + 4000000 && atomic_load(&ended) == 1);
    CHECK(!reaper_wait(&reaper, "slow", 20000) && !reaper_wait(&reaper, NULL, 0));
    sem_post(&may_end);
    CHECK(reaper_wait(&reaper, "slow", 5000000) && atomic_load(&ended) == 2);
    reaper_destroy(&reaper);
    sem_destroy(&may_end);
}

int main(void)
{
    RUN(what_is_taken_ends_and_can_be_waited_for);
    RUN(nobody_waits_for_what_takes_long);
    return check_result();
}

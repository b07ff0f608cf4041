#include "cpu.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static double seconds(unsigned long ticks)
{
    return (double)ticks / (double)sysconf(_SC_CLK_TCK);
}

static double of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

double cpu_seconds(int pid)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL) return 0;
    char *line = fgets(text, sizeof text, file);
    fclose(file);
    unsigned long user = 0, system = 0;
    if (line != NULL) sscanf(strrchr(text, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return seconds(user + system);
}

double own_cpu_seconds(void)
{
    struct rusage own;
    getrusage(RUSAGE_SELF, &own);
    return of(own.ru_utime) + of(own.ru_stime);
}

double machine_cpu_seconds(void)
{
    FILE *file = fopen("/proc/stat", "r");
    if (file == NULL) return 0;
    unsigned long user = 0, nice = 0, system = 0, interrupts = 0, soft_interrupts = 0;
    if (fscanf(file, "cpu %lu %lu %lu %*u %*u %lu %lu", &user, &nice, &system, &interrupts, &soft_interrupts) != 5) user = 0;
    fclose(file);
    return seconds(user + nice + system + interrupts + soft_interrupts);
}

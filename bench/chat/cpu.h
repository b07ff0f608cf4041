// CPU seconds that have been used so far.
#pragma once

// By the process with this id; 0 if there is none.
double cpu_seconds(int pid);

double own_cpu_seconds(void);

// By all processes on this machine, and by the system for them.
double machine_cpu_seconds(void);

/* task_lint.h - steerctl task lint. */
#ifndef STEERCTL_TASK_LINT_H
#define STEERCTL_TASK_LINT_H

#include "run.h"

/* The named tasks, or all of the filters. EXIT_DIFFERENT when any lacks one of the six clear
 * things (6 rõ). */
int run_task_lint(struct run *run);

#endif

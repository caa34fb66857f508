/* task_lint.h - steerctl task lint. */
#ifndef STEERCTL_TASK_LINT_H
#define STEERCTL_TASK_LINT_H

#include "run.h"

/* The same command over a file: tasks that are not in the register yet. The trial of their import
 * knows what they would be. */
extern const struct command task_lint_of_file;

/* The named tasks, those of a file (--file), or all of the filters. EXIT_DIFFERENT when any lacks
 * one of the six clear things (6 rõ). */
int run_task_lint(struct run *run);

#endif

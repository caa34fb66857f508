/* talk.h - what goes to standard error: problems, for whom a change is made, questions, progress.
 */
#ifndef STEERCTL_TALK_H
#define STEERCTL_TALK_H

#include "run.h"

/* Where faults of a file's entries are; NULL in tell_problem(): pointers are told as they are. */
struct places {
    /* What people call the place of a pointer; the caller frees it. */
    char *(*name)(const struct places *places, enum language language, const char *pointer);
};

/* Title, detail, every fault with its place, request id. */
void tell_problem(const struct run *run, const steer_problem_details *problem,
                  const struct places *places);
/* Its faults alone. */
void tell_faults(const struct run *run, const steer_problem_details *problem,
                 const struct places *places);
/* "profile office → 127.0.0.1:8057, role office". 0 to go on, or the exit code, told: a server that
 * cannot say who we are will not let us change anything either. */
int tell_identity(struct run *run);
/* Asks before what cannot be undone: 0 to go on, or the exit code, told. */
int confirm(const struct run *run, const char *what);

/* A bar on a terminal, nothing elsewhere. */
struct progress {
    const struct run *run;
    int message;
    size_t total; /* 0: not known */
    bool shown;
};

void progress_begin(struct progress *progress, const struct run *run, int message, size_t total);
void progress_show(struct progress *progress, size_t done);
/* Takes the bar away. */
void progress_end(struct progress *progress);

#endif

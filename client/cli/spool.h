/* spool.h - the command line's side of the durable queue: where its file is, what is said of it. */
#ifndef STEERCTL_SPOOL_H
#define STEERCTL_SPOOL_H

#include "run.h"

#include <cjson/cJSON.h>

/* Opens the queue of --queue, STEER_QUEUE, or the default, for run->client: 0, or the exit code,
 * told. */
int spool_open(steer_queue **out, struct run *run);

/* What a delivery of all that waits came to. */
struct delivery {
    size_t delivered;
    size_t refused;
    cJSON *answers; /* NULL: not wanted */
};

/* Delivers all that waits, oldest first; what is refused is told and set aside. 0 when none waits
 * any more; else the library's code, with the problem in run->client. */
int spool_deliver(struct delivery *delivery, struct run *run, steer_queue *queue);
/* Says how many wait and how many were set aside. */
void spool_tell(const struct run *run, steer_queue *queue);

#endif

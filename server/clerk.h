/* clerk.h - the background worker: its duties (purge, handover, urge, outbox), and /live,
 * /ready, /metrics. */
#ifndef STEER_SERVER_CLERK_H
#define STEER_SERVER_CLERK_H

#include "board.h"
#include "config.h"
#include "problem.h"

struct event_base;
struct clerk;

/* Serves the operations listener on `descriptor` (borrowed). */
int clerk_new(struct clerk **out, struct event_base *base, const struct config *config,
              struct board *board, int descriptor, struct problem *problem)
    __attribute__((warn_unused_result));
void clerk_drain(struct clerk *clerk, void (*on_drained)(void *), void *context);
void clerk_report(const struct clerk *clerk, struct board_entry *entry);
void clerk_free(struct clerk *clerk);

#endif

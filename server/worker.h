/* worker.h - one HTTP worker: the edge, the API and a database pool on one event base. */
#ifndef STEER_SERVER_WORKER_H
#define STEER_SERVER_WORKER_H

#include "board.h"
#include "config.h"
#include "problem.h"

struct event_base;
struct worker;

/* Serves the listening socket `descriptor` (borrowed). */
int worker_new(struct worker **out, struct event_base *base, const struct config *config,
               int descriptor, struct problem *problem) __attribute__((warn_unused_result));
/* Loads keys and certificate anew; what does not load leaves the old ones in force. */
void worker_reload(struct worker *worker);
/* Stops accepting, ends what is under way, then calls back once. */
void worker_drain(struct worker *worker, void (*on_drained)(void *), void *context);
void worker_report(const struct worker *worker, struct board_entry *entry);
void worker_free(struct worker *worker);

#endif

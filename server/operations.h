/* operations.h - what an operator asks on the operations listener: /live, /ready, /metrics. */
#ifndef STEER_SERVER_OPERATIONS_H
#define STEER_SERVER_OPERATIONS_H

#include "board.h"
#include "problem.h"

struct event_base;
struct operations;

/* Answers from the board alone and never touches PostgreSQL. `descriptor` is borrowed. */
int operations_new(struct operations **out, struct event_base *base, const struct board *board,
                   int descriptor, struct problem *problem) __attribute__((warn_unused_result));
void operations_drain(struct operations *operations, void (*on_drained)(void *), void *context);
void operations_free(struct operations *operations);

#endif

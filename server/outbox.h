/* outbox.h - the clerk's mail: takes messages from the database and has them delivered, one at a
 * time on each channel, so that a mail server that hangs does not keep the file drop waiting. */
#ifndef STEER_SERVER_OUTBOX_H
#define STEER_SERVER_OUTBOX_H

#include "board.h"
#include "config.h"
#include "db/db.h"
#include "problem.h"

#include <stdbool.h>
#include <stddef.h>

struct event_base;
struct outbox;

/* `again` is called when more may be due: the next turn of the duty should be now. */
int outbox_new(struct outbox **out, struct event_base *base, const struct config *config,
               void (*again)(void *context), void *context, struct problem *problem)
    __attribute__((warn_unused_result));

/* Where it says how a delivery went: `statement` is that of clerk_outbox_done. The database is
 * borrowed. */
void outbox_attach(struct outbox *outbox, struct db *db, unsigned statement);

/* The body of the next clerk_outbox_take: the channels that are free. Valid until asked again. */
const char *outbox_request(struct outbox *outbox);

/* Its answer. False when that is not understood, a channel fails, or a report is not
 * taken: the duty is not complete. */
bool outbox_take(struct outbox *outbox, const char *answer, size_t size);

void outbox_report(const struct outbox *outbox, struct board_outbox *out);

/* Takes nothing more; tells once nothing is under way, or after so many seconds, which leaves what
 * is under way to the next clerk. */
void outbox_drain(struct outbox *outbox, long seconds, void (*on_drained)(void *), void *context);

/* After the database is closed. NULL is legal. */
void outbox_free(struct outbox *outbox);

#endif

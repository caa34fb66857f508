/* board.h - a page of shared memory on which every process writes how it is doing, so that one
 * process can answer /ready and /metrics for all. */
#ifndef STEER_SERVER_BOARD_H
#define STEER_SERVER_BOARD_H

#include "api/api.h"
#include "db/db.h"
#include "http/http.h"
#include "problem.h"
#include "process.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct board;

/* One duty of the clerk. */
struct board_duty {
    char name[16];     /* "": there are no more */
    int64_t lag_s;     /* since it was last done without failure */
    int64_t limit_s;   /* longer than this is worth a warning */
    char warning[160]; /* what it could not do, though nothing failed; "": nothing */
};
enum { BOARD_DUTIES = 8 };

/* How the outbox stands, as the clerk last heard. */
enum board_channel { BOARD_FILE, BOARD_SMTP, BOARD_CHANNELS };
enum { BOARD_STATES = 3 };
extern const char *const board_channels[BOARD_CHANNELS];
extern const char *const board_states[BOARD_STATES];
struct board_outbox {
    uint64_t messages[BOARD_CHANNELS][BOARD_STATES];
    uint64_t oldest_s; /* of the message that waits longest; 0: none waits */
    uint64_t without_address;
    uint64_t failures[BOARD_CHANNELS]; /* deliveries since one went through */
};

/* What one process says of itself. */
struct board_entry {
    int64_t pid;        /* 0: nobody writes here now */
    int64_t written_at; /* set by board_write(): CLOCK_MONOTONIC, milliseconds */
    bool ready;
    char why[120]; /* when not ready */
    struct http_stats http;
    struct db_stats db;
    struct api_stats api;
    struct board_duty duties[BOARD_DUTIES]; /* none: not the clerk */
    struct board_outbox outbox;
};

/* Made before the first fork: the children share it. With no workers one process does everything
 * and writes in the clerk's place. */
int board_new(struct board **out, unsigned workers, struct problem *problem)
    __attribute__((warn_unused_result));
void board_free(struct board *board);
/* Publishes an entry; each place has one writer. */
void board_write(struct board *board, enum process_kind kind, unsigned index,
                 const struct board_entry *entry);
/* The process has ended: what it counted stays in the totals. */
void board_forget(struct board *board, enum process_kind kind, unsigned index);
/* The daemon is going down: not ready any more. */
void board_drain(struct board *board);

/* One line that says why the daemon is not ready, or NULL when it is: a worker is there, and each
 * that is there is ready and has written in the last five seconds. One that is not would answer 503
 * to its share of the requests; one that has ended takes none. */
const char *board_not_ready(const struct board *board, char *text, size_t size);

/* Lines of what is no reason not to be ready but needs a look: duties of the clerk that were not
 * done for too long, and what they could not do. "" when there is nothing. */
const char *board_warnings(const struct board *board, char *text, size_t size);

/* The text exposition format of Prometheus, version 0.0.4; the caller frees it, NULL without
 * memory. */
char *board_metrics(const struct board *board);

#endif

/* call.h - the parts of the generic handler that special ones use too. */
#ifndef STEER_SERVER_API_CALL_H
#define STEER_SERVER_API_CALL_H

#include "api/exchange.h"

/* What every function answers. */
enum {
    COLUMN_STATUS,
    COLUMN_ETAG,
    COLUMN_LOCATION,
    COLUMN_NEXT,
    COLUMN_BODY,
    COLUMN_REPLAYED,
    COLUMN_COUNT
};

/* 406 unless the asker takes what the route can answer; sets exchange->media. */
int call_choose_media(struct exchange *exchange) __attribute__((warn_unused_result));

/* Query and header fields as the function's options: JSON text, "{}" when there are none. Sets
 * ?dry_run= and ?fields= on the exchange. */
int call_read_options(const char **out, struct exchange *exchange)
    __attribute__((warn_unused_result));

/* The body as the function gets it: checked JSON text in the arena, NULL when there is none. */
int call_read_body(char **out, struct exchange *exchange) __attribute__((warn_unused_result));

/* 415 unless the body is of a type the route takes; *lines: it is NDJSON. */
int call_check_media(bool *lines, struct exchange *exchange) __attribute__((warn_unused_result));

/* Asks the route's function; its row goes to `on_row`. */
int call_submit(struct exchange *exchange, const char *options, const char *body,
                exchange_row_cb *on_row) __attribute__((warn_unused_result));

#endif

/* list.h - answers in another form than PostgreSQL's JSON: fewer members, CSV, NDJSON. */
#ifndef STEER_SERVER_API_LIST_H
#define STEER_SERVER_API_LIST_H

#include "api/exchange.h"
#include "api/writer.h"

struct cJSON;

/* ?fields=: names that the route's answer has. -1 with PROBLEM_INVALID_QUERY. */
int list_take_fields(struct exchange *exchange, const struct cJSON *fields)
    __attribute__((warn_unused_result));

/* The body `json` in the exchange's media and with its fields; out->bytes is then never NULL. -1
 * with the problem filled. */
int list_convert(struct writer *out, struct exchange *exchange, const char *json, size_t size)
    __attribute__((warn_unused_result));

#endif

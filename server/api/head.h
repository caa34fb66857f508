/* head.h - reads the fields of a request that matter, and the values they may have. */
#ifndef STEER_SERVER_API_HEAD_H
#define STEER_SERVER_API_HEAD_H

#include "api/exchange.h"

/* One pass over the fields. Leaves request_id empty when the peer's own is not acceptable. */
void head_read(struct head *out, const struct http_request *request);

/* The token of "Bearer …" (RFC 6750 §2.1); size 0 when it is something else. */
struct http_text head_bearer(struct http_text authorization);

/* The version in If-Match: "v7" into *version. -1 with PROBLEM_INVALID_HEADER. */
int head_if_match(long *version, struct http_text if_match, struct problem *problem)
    __attribute__((warn_unused_result));

/* 1..128 visible ASCII characters. -1 with PROBLEM_INVALID_HEADER. */
int head_idempotency_key(struct http_text key, struct problem *problem)
    __attribute__((warn_unused_result));

/* True when If-None-Match names `etag` (with its quotes) or is "*": RFC 9110 §13.1.2, weakly. */
bool head_none_match(struct http_text if_none_match, const char *etag);

#endif

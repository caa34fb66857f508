/* answer.h - what every answer carries: the common header fields, the log line, the edge's faults.
 */
#ifndef STEER_SERVER_API_ANSWER_H
#define STEER_SERVER_API_ANSWER_H

#include "api/exchange.h"
#include "api/writer.h"

/* Completes the header section in api->headers; *out points there and into *answer. */
void answer_complete(struct http_response *out, struct exchange *exchange,
                     const struct answer *answer);
/* The line of the access log; status 0: the peer left first. */
void answer_log(const struct exchange *exchange, int status, size_t size, uint64_t taken_us);

/* What a problem adds: WWW-Authenticate, Allow, Accept-Post, Accept-Patch, Retry-After. */
void answer_refusal_headers(struct writer *headers, const struct exchange *exchange);
/* Allow, and what a body may be. */
void answer_allow(struct writer *headers, const struct exchange *exchange);

/* There was not even memory for an exchange. */
void answer_without_exchange(struct api *api, http_ref ref);
/* The edge refused before there was a request (http.h: on_fault). */
void answer_fault(void *api, enum problem_code code, struct http_response *response);

#endif

/* refusal.h - a problem as the peer gets it: RFC 9457 JSON in the language asked for. */
#ifndef STEER_SERVER_API_REFUSAL_H
#define STEER_SERVER_API_REFUSAL_H

#include "api/writer.h"
#include "problem.h"

struct db_result;
struct cJSON;

/* The whole object. `request_id` may be NULL: then it is left out, as in an entry of a batch. */
void refusal_write(struct writer *out, const struct problem *problem, enum language language,
                   const char *request_id);
/* Its members without the braces, for an object that has others before them. */
void refusal_members(struct writer *out, const struct problem *problem, enum language language);

/* What the database said as a problem: SQLSTATE, slug and detail, or the outcome of the call. */
void refusal_from_database(struct problem *problem, const struct db_result *result, bool write);
/* The faults of {"errors":[{"pointer","code","args"}], …} and its further members. */
void refusal_read(struct problem *problem, const struct cJSON *detail);

#endif

/* scan.h - the strict gate in front of cJSON (RFC 8259, RFC 7493): nothing reaches cJSON unchecked.
 *
 * Refused: bytes that are not UTF-8, U+0000 (raw or escaped), lone surrogates, a member named twice
 * (after unescaping), depth above 32, a number above 32 characters or with an exponent above 64,
 * anything after the value, an empty input. */
#ifndef STEER_SERVER_JSON_SCAN_H
#define STEER_SERVER_JSON_SCAN_H

#include "problem.h"

#include <stddef.h>

struct cJSON;

/* 0, or -1 with PROBLEM_MALFORMED_JSON (400) and one fault whose pointer is where it happened and
 * whose args[0] is the byte offset. */
int json_gate(const char *bytes, size_t size, struct problem *problem)
    __attribute__((warn_unused_result));

/* Gate, then cJSON. The caller frees *out with cJSON_Delete(). */
int json_parse(struct cJSON **out, const char *bytes, size_t size, struct problem *problem)
    __attribute__((warn_unused_result));

#endif

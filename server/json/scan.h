/* scan.h - the strict gate in front of cJSON (RFC 8259, RFC 7493): nothing reaches cJSON unchecked.
 *
 * Refused: bytes that are not UTF-8, a byte order mark, U+0000 (raw or escaped), lone surrogates
 * and noncharacters, a member named twice (after unescaping), depth above 32, a number above 32
 * characters or with an exponent above 64, more values than a body of this API can need, anything
 * after the value, an empty input. */
#ifndef STEER_SERVER_JSON_SCAN_H
#define STEER_SERVER_JSON_SCAN_H

#include "problem.h"

#include <stddef.h>

struct cJSON;

enum {
    JSON_DEPTH_MAX = 32,
    JSON_NUMBER_MAX = 32,   /* characters */
    JSON_EXPONENT_MAX = 64, /* 1e131071 would become 131,072 characters in jsonb */
    /* cJSON takes some 80 bytes for a value that needs two on the wire: without a limit a batch of
     * 4 MiB would take 160 MiB. 500 items of a full batch have about 30,000 values. */
    JSON_VALUES_MAX = 100000
};

/* 0, or -1 with PROBLEM_MALFORMED_JSON (400) and one fault whose pointer is where it happened and
 * whose args[0] is the byte offset: of the byte that cannot stand there, of the escape, number or
 * member name that is refused, or the size of an input that ends too early. */
int json_gate(const char *bytes, size_t size, struct problem *problem)
    __attribute__((warn_unused_result));

/* Gate, then cJSON. The caller frees *out with cJSON_Delete(). Numbers are doubles in it: what
 * must stay exact is sent on as text, not printed from the tree. */
int json_parse(struct cJSON **out, const char *bytes, size_t size, struct problem *problem)
    __attribute__((warn_unused_result));

#endif

/* oracle.h - what other parsers make of the first request of an input. Each has a file of its own:
 * their headers define the same names. */
#ifndef STEER_TESTS_ORACLE_H
#define STEER_TESTS_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

enum { ORACLE_BYTES_MAX = 8192 };

struct oracle_bytes {
    char data[ORACLE_BYTES_MAX];
    size_t size;
};

struct verdict {
    bool complete;
    size_t end; /* of the request */
    struct oracle_bytes target, body;
    const char *why;
};

/* Adds what fits. */
void oracle_append(struct oracle_bytes *bytes, const char *data, size_t size);

void ask_llhttp(struct verdict *verdict, const char *data, size_t size);
void ask_http_parser(struct verdict *verdict, const char *data, size_t size);

#endif

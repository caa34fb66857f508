/* claims.h - reads members of a JSON object that has passed the gate: those of a token's header or
 * payload. Nothing is copied but what is asked for; bytes that are no JSON give nothing, and are
 * never read past their end. */
#ifndef STEER_SERVER_AUTH_CLAIMS_H
#define STEER_SERVER_AUTH_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct claims {
    const char *at; /* behind the opening brace */
    const char *end;
};

/* A value as written; `at` is NULL when there is none. */
struct claim {
    const char *at;
    size_t size;
};

/* -1 when the text is no object. */
int claims_open(struct claims *out, const char *text, size_t size)
    __attribute__((warn_unused_result));

struct claim claims_find(const struct claims *claims, const char *name);
bool claims_has(const struct claims *claims, const char *name);

/* -1 when it is no string, or longer than the room, or has a control character. */
int claim_text(char *out, size_t room, struct claim claim) __attribute__((warn_unused_result));

/* A NumericDate (RFC 7519 §2): whole seconds from 1970 to 9999, written as an integer. */
int claim_time(int64_t *out, struct claim claim) __attribute__((warn_unused_result));

/* The string itself, or an array of strings with it among them (RFC 7519 §4.1.3). */
bool claim_names(struct claim claim, const char *text);

#endif

/* jws.h - a signed token taken apart (RFC 7515 §3.1): everything that can be refused before a key
 * is touched. Inside auth/ only. */
#ifndef STEER_SERVER_AUTH_JWS_H
#define STEER_SERVER_AUTH_JWS_H

#include "auth/claims.h"
#include "auth/key.h"
#include "auth/token.h"

enum { JWS_SIZE_MAX = 4096 };

/* Points into itself: never copied. */
struct jws {
    char text[JWS_SIZE_MAX + 1]; /* ends with NUL, as libjwt wants it */
    size_t signed_size;          /* header.payload: what is signed */
    unsigned char decoded[JWS_SIZE_MAX];
    struct claims header;
    struct claims payload;
    const unsigned char *signature;
    size_t signature_size;
    char algorithm[16];
    char key_id[KEY_ID_MAX + 1]; /* "" when the header has none */
};

/* Three non-empty segments of canonical base64url within 4 KiB, header and payload objects that
 * pass the gate, a header with `alg` and nothing that would change what is verified or with what.
 * -1 with PROBLEM_INVALID_TOKEN. */
int jws_open(struct jws *out, const char *token, size_t size, token_gate *gate,
             struct problem *problem) __attribute__((warn_unused_result));

#endif

/* token.h - bearer tokens (RFC 6750, RFC 7519): the only user of libjwt. */
#ifndef STEER_SERVER_AUTH_TOKEN_H
#define STEER_SERVER_AUTH_TOKEN_H

#include "auth/principal.h"
#include "problem.h"

#include <stdbool.h>
#include <stddef.h>

struct keyring;
struct token_cache;

/* The strict JSON gate, handed in because auth and json are neighbours that do not know each other:
 * json_gate() of json/scan.h. Header and payload pass it before anything reads them. */
typedef int token_gate(const char *bytes, size_t size, struct problem *problem);

struct token_rules {
    const char *issuer;   /* our own iss */
    const char *audience; /* aud we accept and mint */
    unsigned lifetime_s;  /* of tokens we mint */
    unsigned leeway_s;    /* 60 */
    token_gate *gate;     /* without one every token is refused */
};

/* Verifies an access token of our own or of a configured other issuer at time `now` (Unix seconds).
 * Any defect is the same PROBLEM_INVALID_TOKEN; the cause goes to problem->note. Scopes unknown
 * here are refused in our own tokens and give nothing in those of others ("openid"). */
int token_verify(struct principal *out, const char *token, size_t size, int64_t now,
                 const struct keyring *keyring, const struct token_rules *rules,
                 struct problem *problem) __attribute__((warn_unused_result));

/* Mints an access token (ES256, jti random). The caller frees *out. */
int token_mint(char **out, const struct principal *principal, int64_t now,
               const struct keyring *keyring, const struct token_rules *rules,
               struct problem *problem) __attribute__((warn_unused_result));

/* Verifies a client assertion (private_key_jwt, RFC 7523) with the client's own public key in PEM
 * (EC P-256, or RSA of 2048 to 4096 bits): iss = sub = client, aud names rules->audience, exp at
 * most 10 minutes away, a jti. Any defect is the same PROBLEM_INVALID_CLIENT. *jti is freed by the
 * caller; it must be remembered until *expires_at (exp and the leeway) so that it counts once. */
int token_verify_assertion(char **jti, int64_t *expires_at, const char *assertion, size_t size,
                           const char *client, const char *public_pem,
                           const struct token_rules *rules, int64_t now, struct problem *problem)
    __attribute__((warn_unused_result));

/* The unverified `sub` of an assertion, to find the client's key by; -1 when it has none. */
int token_assertion_client(char out[65], const char *assertion, size_t size,
                           const struct token_rules *rules) __attribute__((warn_unused_result));

/* Can this PEM text be the public key of a client: EC P-256, or RSA of 2048 to 4096 bits? */
bool token_takes_key(const char *public_pem);

/* Verified tokens by SHA-256 until exp; bounded, oldest use goes first. */
int token_cache_new(struct token_cache **out, size_t entries, struct problem *problem)
    __attribute__((warn_unused_result));
void token_cache_free(struct token_cache *cache);
/* As token_verify(), asked of the cache first. */
int token_cache_verify(struct principal *out, struct token_cache *cache, const char *token,
                       size_t size, int64_t now, const struct keyring *keyring,
                       const struct token_rules *rules, struct problem *problem)
    __attribute__((warn_unused_result));
/* After the keys changed, or when the database said the client is revoked. */
void token_cache_clear(struct token_cache *cache);

#endif

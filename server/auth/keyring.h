/* keyring.h - kid -> algorithm, key, issuer: loaded from a directory, published as JWKS (RFC 7517).
 *
 * `DIR/<kid>.pem` is a private EC P-256 key of ours (mode 0600); `DIR/<kid>.pub.pem` a public key
 * of ours that only verifies (the retiring one); the signing key is the one `DIR/active` names, or
 * the only private key there is. `DIR/issuers/<name>/issuer.conf` (lines `issuer = `,
 * `audience = `, `algorithm = ES256` or `RS256`) with `<kid>.pub.pem` beside it makes another
 * issuer's tokens (the province's sign-on) accepted. Everything belongs to the user of the process
 * or to root; nobody else may write it, and a private key nobody else may read. */
#ifndef STEER_SERVER_AUTH_KEYRING_H
#define STEER_SERVER_AUTH_KEYRING_H

#include "problem.h"

struct key;
struct keyring;
struct keys;

/* Loads the whole directory or nothing: a fault leaves *out untouched (PROBLEM_CONFIGURATION). */
int keyring_load(struct keyring **out, const char *directory, struct problem *problem)
    __attribute__((warn_unused_result));
void keyring_free(struct keyring *keyring);
/* The JSON text of our own public keys; owned by the keyring. */
const char *keyring_jwks(const struct keyring *keyring);

/* The key that signs what we mint. */
const struct key *keyring_signing_key(const struct keyring *keyring);

/* Who signs as `issuer`: ourselves when it is `own_issuer`, else one of the configured others;
 * NULL when nobody. *audience is what that one's tokens must name, NULL for our own rule. */
const struct keys *keyring_keys(const struct keyring *keyring, const char *issuer,
                                const char *own_issuer, const char **audience);

#endif

/* key.h - one key: read from PEM, checked, ready to verify with. Inside auth/ only. */
#ifndef STEER_SERVER_AUTH_KEY_H
#define STEER_SERVER_AUTH_KEY_H

#include "problem.h"

#include <stdbool.h>
#include <stddef.h>

struct evp_pkey_st;

/* The two that are accepted (RFC 7518 §3.1); a shared secret never is. */
enum key_algorithm { KEY_ES256, KEY_RS256 };

enum { KEY_ID_MAX = 64 };

struct key {
    char id[KEY_ID_MAX + 1];
    enum key_algorithm algorithm;
    struct evp_pkey_st *handle;
    /* Written anew from what was checked: libjwt must not read anything else. */
    char *public_pem;
    char *private_pem; /* NULL when it only verifies */
};

/* Keys of one signer. */
struct keys {
    struct key *items;
    size_t count;
};

/* EC P-256 or RSA of 2048 to 4096 bits; -1 with PROBLEM_CONFIGURATION. `pem` ends with NUL. */
int key_read_public(struct key *out, const char *pem, struct problem *problem)
    __attribute__((warn_unused_result));
/* EC P-256, not encrypted. */
int key_read_private(struct key *out, const char *pem, struct problem *problem)
    __attribute__((warn_unused_result));
void key_clear(struct key *key);

/* [A-Za-z0-9._-]{1,64}: it is also a file's name. */
bool key_id_is_valid(const char *id);
const struct key *keys_find(const struct keys *keys, const char *id);
void keys_clear(struct keys *keys);

bool key_same(const struct key *a, const struct key *b);
const char *key_algorithm_text(enum key_algorithm algorithm);
int key_algorithm_from_text(enum key_algorithm *out, const char *text)
    __attribute__((warn_unused_result));

/* True when the signature (RFC 7518 §3.3, §3.4) fits. */
bool key_verify(const struct key *key, const char *bytes, size_t size,
                const unsigned char *signature, size_t signature_size);

/* The coordinates of an EC key, in base64url (RFC 7518 §6.2.1). */
int key_coordinates(char x[44], char y[44], const struct key *key)
    __attribute__((warn_unused_result));

#endif

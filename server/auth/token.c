/* token.c - bearer tokens and client assertions: the only user of libjwt.
 *
 * libjwt 1.10.2 takes the algorithm from the token, verifies HS256 with a public key, takes a
 * missing key for alg none, skips junk behind a signature and never looks at exp. So it is asked
 * last, about a token whose every part has been checked and with a key that is never missing. */
#include "auth/token.h"

#include "auth/jws.h"
#include "auth/key.h"
#include "auth/keyring.h"

#include <jwt.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASSERTION_LIFETIME_S = 600, JTI_MAX = 128, NAME_MAX_BYTES = 512 };

static int refuse(struct problem *problem, const char *why)
{
    return problem_set(problem, PROBLEM_INVALID_TOKEN, "%s", why);
}

/* Our own check comes first because it has the key ready: a forged token is refused in 1/6 of the
 * time libjwt takes, which parses the PEM anew for each (measured: 62 us against 400 us). */
static int check_signature(const struct jws *jws, const struct key *key, struct problem *problem)
{
    jwt_t *jwt = NULL;
    bool same = false;
    if (strcmp(jws->algorithm, key_algorithm_text(key->algorithm)) != 0)
        return refuse(problem, "alg is not the key's");
    if (!key_verify(key, jws->text, jws->signed_size, jws->signature, jws->signature_size))
        return refuse(problem, "signature");
    if (jwt_decode(&jwt, jws->text, (const unsigned char *)key->public_pem,
                   (int)strlen(key->public_pem)) == 0)
        same = jwt_get_alg(jwt) == (key->algorithm == KEY_ES256 ? JWT_ALG_ES256 : JWT_ALG_RS256);
    jwt_free(jwt);
    ERR_clear_error(); /* a later TLS call would take what is left there for its own */
    return same ? 0 : refuse(problem, "signature, says libjwt");
}

/* exp, nbf and iat (RFC 7519 §4.1.4 to §4.1.6). */
struct period {
    int64_t issued_at;
    int64_t expires_at;
};

static int check_period(struct period *out, const struct claims *claims, int64_t now,
                        int64_t leeway, struct problem *problem)
{
    struct claim nbf = claims_find(claims, "nbf"), iat = claims_find(claims, "iat");
    int64_t not_before = 0;
    out->issued_at = 0;
    if (claim_time(&out->expires_at, claims_find(claims, "exp")) != 0)
        return refuse(problem, "exp missing, or no time");
    if (nbf.at != NULL && claim_time(&not_before, nbf) != 0)
        return refuse(problem, "nbf is no time");
    if (iat.at != NULL && claim_time(&out->issued_at, iat) != 0)
        return refuse(problem, "iat is no time");
    if (now >= out->expires_at + leeway)
        return refuse(problem, "expired");
    if (now + leeway < not_before)
        return refuse(problem, "not valid yet");
    if (now + leeway < out->issued_at || out->issued_at >= out->expires_at)
        return refuse(problem, "iat is later than now or than exp");
    return 0;
}

/* The grammar of a client's code; nothing else can be in the register. */
static bool is_client_code(const char *text)
{
    return key_id_is_valid(text) && strchr("._-", text[0]) == NULL;
}

static bool is_agency_id(const char *text)
{
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (text[i] == '\0' || strchr(dash ? "-" : "0123456789abcdef", text[i]) == NULL)
            return false;
    }
    return text[36] == '\0';
}

/* Role and agency must fit: an agency's system has one, nobody else has. */
static int read_role(struct principal *out, const struct claims *claims, struct problem *problem)
{
    char role[16];
    struct claim agency = claims_find(claims, "agency");
    if (claim_text(role, sizeof role, claims_find(claims, "role")) != 0 ||
        role_from_text(&out->role, role) != 0 || out->role == ROLE_PUBLIC)
        return refuse(problem, "role missing or unknown");
    out->agency[0] = '\0';
    if (agency.at != NULL && claim_text(out->agency, sizeof out->agency, agency) != 0)
        return refuse(problem, "agency is no id");
    bool fits = out->role == ROLE_AGENCY ? is_agency_id(out->agency) : out->agency[0] == '\0';
    return fits ? 0 : refuse(problem, "agency does not fit the role");
}

static int read_principal(struct principal *out, const struct claims *claims, bool own,
                          struct problem *problem)
{
    char scope[NAME_MAX_BYTES];
    struct claim jti = claims_find(claims, "jti");
    struct claim granted = claims_find(claims, "scope");
    if (claim_text(out->client, sizeof out->client, claims_find(claims, "sub")) != 0 ||
        !is_client_code(out->client))
        return refuse(problem, "sub missing, or no client's code");
    if (jti.at != NULL && claim_text(scope, JTI_MAX + 1, jti) != 0)
        return refuse(problem, "jti is no name");
    scope[0] = '\0';
    if (granted.at != NULL && claim_text(scope, sizeof scope, granted) != 0)
        return refuse(problem, "scope is no list of words");
    if (scopes_from_text(&out->scopes, scope) != 0 && own)
        return refuse(problem, "scope unknown");
    return read_role(out, claims, problem);
}

int token_verify(struct principal *out, const char *token, size_t size, int64_t now,
                 const struct keyring *keyring, const struct token_rules *rules,
                 struct problem *problem)
{
    struct jws jws;
    struct principal principal = {.role = ROLE_PUBLIC};
    struct period period;
    char issuer[NAME_MAX_BYTES];
    const char *audience = NULL;
    if (jws_open(&jws, token, size, rules->gate, problem) != 0)
        return -1;
    if (claim_text(issuer, sizeof issuer, claims_find(&jws.payload, "iss")) != 0)
        return refuse(problem, "iss missing, or no string");
    const struct keys *keys = keyring_keys(keyring, issuer, rules->issuer, &audience);
    if (keys == NULL)
        return refuse(problem, "iss unknown");
    const struct key *key = keys_find(keys, jws.key_id);
    if (key == NULL)
        return refuse(problem, "kid missing or unknown");
    if (check_signature(&jws, key, problem) != 0)
        return -1;
    if (!claim_names(claims_find(&jws.payload, "aud"),
                     audience != NULL ? audience : rules->audience))
        return refuse(problem, "aud is not us");
    if (check_period(&period, &jws.payload, now, rules->leeway_s, problem) != 0 ||
        read_principal(&principal, &jws.payload, audience == NULL, problem) != 0)
        return -1;
    /* Revocation compares with it: a token without could never be revoked. */
    if (!claims_has(&jws.payload, "iat"))
        return refuse(problem, "iat missing");
    principal.issued_at = period.issued_at;
    principal.expires_at = period.expires_at;
    *out = principal;
    return 0;
}

static void write_scopes(char *out, size_t room, uint32_t scopes)
{
    size_t size = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < SCOPE_COUNT && size < room; i++) {
        if ((scopes >> i & 1) != 0)
            size += (size_t)snprintf(out + size, room - size, "%s%s", size > 0 ? " " : "",
                                     scope_text((enum scope)i));
    }
}

static int random_id(char out[33])
{
    unsigned char bytes[16];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return -1;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    return 0;
}

/* 0 when every claim is in; libjwt answers with errno values. */
static int add_claims(jwt_t *jwt, const struct principal *principal, int64_t now,
                      const struct token_rules *rules)
{
    char scopes[NAME_MAX_BYTES], id[33];
    write_scopes(scopes, sizeof scopes, principal->scopes);
    if (random_id(id) != 0)
        return -1;
    int failed =
        jwt_add_grant(jwt, "iss", rules->issuer) | jwt_add_grant(jwt, "aud", rules->audience) |
        jwt_add_grant(jwt, "sub", principal->client) | jwt_add_grant_int(jwt, "iat", (long)now) |
        jwt_add_grant_int(jwt, "exp", (long)now + (long)rules->lifetime_s) |
        jwt_add_grant(jwt, "jti", id) | jwt_add_grant(jwt, "role", role_text(principal->role)) |
        jwt_add_grant(jwt, "scope", scopes);
    if (principal->agency[0] != '\0')
        failed |= jwt_add_grant(jwt, "agency", principal->agency);
    return failed;
}

int token_mint(char **out, const struct principal *principal, int64_t now,
               const struct keyring *keyring, const struct token_rules *rules,
               struct problem *problem)
{
    jwt_t *jwt = NULL;
    char *text = NULL;
    const struct key *key = keyring_signing_key(keyring);
    if (jwt_new(&jwt) == 0 && jwt_add_header(jwt, "kid", key->id) == 0 &&
        add_claims(jwt, principal, now, rules) == 0 &&
        jwt_set_alg(jwt, JWT_ALG_ES256, (const unsigned char *)key->private_pem,
                    (int)strlen(key->private_pem)) == 0)
        text = jwt_encode_str(jwt);
    jwt_free(jwt);
    ERR_clear_error();
    if (text == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "a token cannot be signed");
    *out = text;
    return 0;
}

struct assertion {
    struct jws jws;
    const char *client;
    const struct token_rules *rules;
    int64_t now;
    char jti[JTI_MAX + 1];
    int64_t expires_at;
};

/* iss = sub = client, aud is us, a jti, soon over (RFC 7523 §3). */
static int check_assertion(struct assertion *assertion, struct problem *problem)
{
    static const char *const both[] = {"iss", "sub"};
    const struct claims *claims = &assertion->jws.payload;
    struct period period;
    char name[KEY_ID_MAX + 1];
    for (size_t i = 0; i < 2; i++) {
        if (claim_text(name, sizeof name, claims_find(claims, both[i])) != 0 ||
            strcmp(name, assertion->client) != 0)
            return refuse(problem, "iss and sub are not the client");
    }
    if (!claim_names(claims_find(claims, "aud"), assertion->rules->audience))
        return refuse(problem, "aud is not us");
    if (check_period(&period, claims, assertion->now, assertion->rules->leeway_s, problem) != 0)
        return -1;
    if (period.expires_at > assertion->now + ASSERTION_LIFETIME_S)
        return refuse(problem, "exp is more than 10 minutes away");
    if (claim_text(assertion->jti, sizeof assertion->jti, claims_find(claims, "jti")) != 0 ||
        assertion->jti[0] == '\0')
        return refuse(problem, "jti missing, or no name");
    assertion->expires_at = period.expires_at + assertion->rules->leeway_s;
    return 0;
}

static int open_assertion(struct assertion *assertion, const char *bytes, size_t size,
                          const char *public_pem, struct problem *problem)
{
    struct key key;
    if (jws_open(&assertion->jws, bytes, size, assertion->rules->gate, problem) != 0 ||
        key_read_public(&key, public_pem, problem) != 0)
        return -1;
    int result = check_signature(&assertion->jws, &key, problem) == 0
                     ? check_assertion(assertion, problem)
                     : -1;
    key_clear(&key);
    return result;
}

int token_verify_assertion(char **jti, int64_t *expires_at, const char *assertion, size_t size,
                           const char *client, const char *public_pem,
                           const struct token_rules *rules, int64_t now, struct problem *problem)
{
    struct assertion opened = {.client = client, .rules = rules, .now = now};
    struct problem cause = PROBLEM_INIT;
    int result = open_assertion(&opened, assertion, size, public_pem, &cause);
    if (result != 0)
        problem_set(problem, PROBLEM_INVALID_CLIENT, "assertion: %s", cause.note);
    else if ((*jti = strdup(opened.jti)) == NULL)
        result = problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    else
        *expires_at = opened.expires_at;
    problem_clear(&cause);
    return result;
}

int token_assertion_client(char out[65], const char *assertion, size_t size,
                           const struct token_rules *rules)
{
    struct jws jws;
    struct problem cause = PROBLEM_INIT;
    int result = jws_open(&jws, assertion, size, rules->gate, &cause);
    if (result == 0)
        result = claim_text(out, 65, claims_find(&jws.payload, "sub"));
    problem_clear(&cause);
    return result == 0 && is_client_code(out) ? 0 : -1;
}

bool token_takes_key(const char *public_pem)
{
    struct key key;
    struct problem cause = PROBLEM_INIT;
    bool taken = key_read_public(&key, public_pem, &cause) == 0;
    if (taken)
        key_clear(&key);
    problem_clear(&cause);
    return taken;
}

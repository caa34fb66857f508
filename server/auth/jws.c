/* jws.c - takes a token apart without trusting a byte of it. */
#include "auth/jws.h"

#include "auth/base64url.h"

#include <string.h>
#include <strings.h>

static int refuse(struct problem *problem, const char *why)
{
    return problem_set(problem, PROBLEM_INVALID_TOKEN, "%s", why);
}

struct slice {
    const char *at;
    size_t size;
};

/* Exactly three: libjwt would take the third to the end, dots and all. */
static int split(struct slice segments[3], const char *text, struct problem *problem)
{
    for (int i = 0; i < 3; i++) {
        segments[i].at = text;
        segments[i].size = strcspn(text, ".");
        text += segments[i].size;
        if ((*text == '.') != (i < 2))
            return refuse(problem, "not three segments");
        text++;
    }
    return 0;
}

static int read_object(struct claims *out, const char *text, size_t size, token_gate *gate,
                       struct problem *problem)
{
    struct problem cause = PROBLEM_INIT;
    int result = 0;
    if (gate == NULL)
        result = refuse(problem, "no gate is set");
    else if (gate(text, size, &cause) != 0)
        result = problem_set(problem, PROBLEM_INVALID_TOKEN, "JSON: %s", cause.note);
    else if (claims_open(out, text, size) != 0)
        result = refuse(problem, "a segment that is no object");
    problem_clear(&cause);
    return result;
}

/* RFC 7515 §4.1: keys and key addresses the sender would choose, critical extensions, unencoded
 * payloads (RFC 7797), compression and encryption. None of them is looked at, so none may be. */
static int check_header(struct jws *out, struct problem *problem)
{
    static const char *const refused[] = {"crit", "jku", "jwk", "x5u", "x5c",
                                          "b64",  "zip", "enc", NULL};
    struct claim kid = claims_find(&out->header, "kid"), typ = claims_find(&out->header, "typ");
    char type[8] = "";
    for (const char *const *name = refused; *name != NULL; name++) {
        if (claims_has(&out->header, *name))
            return problem_set(problem, PROBLEM_INVALID_TOKEN, "header: %s", *name);
    }
    if (claim_text(out->algorithm, sizeof out->algorithm, claims_find(&out->header, "alg")) != 0)
        return refuse(problem, "header: alg missing, or no string");
    out->key_id[0] = '\0';
    if (kid.at != NULL &&
        (claim_text(out->key_id, sizeof out->key_id, kid) != 0 || !key_id_is_valid(out->key_id)))
        return refuse(problem, "header: kid is no key's name");
    /* libjwt takes no other type either. */
    if (typ.at != NULL && (claim_text(type, sizeof type, typ) != 0 || strcasecmp(type, "JWT") != 0))
        return refuse(problem, "header: typ is not JWT");
    return 0;
}

int jws_open(struct jws *out, const char *token, size_t size, token_gate *gate,
             struct problem *problem)
{
    struct slice segments[3] = {{NULL, 0}};
    long sizes[3];
    if (size == 0 || size > JWS_SIZE_MAX || memchr(token, '\0', size) != NULL)
        return refuse(problem, "empty, longer than 4 KiB, or with a NUL");
    memcpy(out->text, token, size);
    out->text[size] = '\0';
    if (split(segments, out->text, problem) != 0)
        return -1;
    unsigned char *room = out->decoded;
    for (int i = 0; i < 3; i++) {
        sizes[i] = base64url_decode(room, segments[i].at, segments[i].size);
        if (sizes[i] <= 0)
            return refuse(problem, "an empty segment, or not canonical base64url");
        room += sizes[i];
    }
    const char *header = (const char *)out->decoded, *payload = header + sizes[0];
    out->signed_size = (size_t)(segments[2].at - 1 - out->text);
    out->signature = out->decoded + sizes[0] + sizes[1];
    out->signature_size = (size_t)sizes[2];
    if (read_object(&out->header, header, (size_t)sizes[0], gate, problem) != 0 ||
        check_header(out, problem) != 0)
        return -1;
    return read_object(&out->payload, payload, (size_t)sizes[1], gate, problem);
}

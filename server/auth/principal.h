/* principal.h - who is asking: what a verified token says. */
#ifndef STEER_SERVER_AUTH_PRINCIPAL_H
#define STEER_SERVER_AUTH_PRINCIPAL_H

#include <stdint.h>

enum scope {
#define SCOPE(name, text) SCOPE_##name,
#include "auth/scopes.def"
#undef SCOPE
    SCOPE_COUNT,
    SCOPE_NONE = -1 /* an operation that needs no scope */
};

enum role {
    ROLE_PUBLIC,
    ROLE_AGENCY,
    ROLE_OFFICE,
    ROLE_LEADER,
    ROLE_AUDITOR,
    ROLE_ADMIN,
    ROLE_COUNT
};

struct principal {
    enum role role;
    char client[65]; /* client code: the token's sub; "" for the public */
    char agency[37]; /* agency id (UUID), or "" */
    uint32_t scopes; /* bit i: enum scope i */
    int64_t issued_at;
    int64_t expires_at;
};

/* "agency" -> ROLE_AGENCY; -1 when unknown. role_database_name: "steer_agency". */
int role_from_text(enum role *out, const char *text);
const char *role_text(enum role role);
const char *role_database_name(enum role role);

/* Space-separated scopes (RFC 6749 §3.3) to bits; -1 on an unknown one, the known ones are set all
 * the same. */
int scopes_from_text(uint32_t *out, const char *text);
/* "" for SCOPE_NONE. */
const char *scope_text(enum scope scope);

#endif

/* principal.c - the words for roles and scopes, and back. */
#include "auth/principal.h"

#include <stddef.h>
#include <string.h>

_Static_assert(SCOPE_COUNT <= 32, "a principal's scopes are 32 bits");

static const char *const scope_texts[] = {
#define SCOPE(name, text) text,
#include "auth/scopes.def"
#undef SCOPE
};

static const struct {
    const char *text;
    const char *database_name;
} roles[] = {
    [ROLE_PUBLIC] = {"public", "steer_public"},    [ROLE_AGENCY] = {"agency", "steer_agency"},
    [ROLE_OFFICE] = {"office", "steer_office"},    [ROLE_LEADER] = {"leader", "steer_leader"},
    [ROLE_AUDITOR] = {"auditor", "steer_auditor"}, [ROLE_ADMIN] = {"admin", "steer_admin"},
};

int role_from_text(enum role *out, const char *text)
{
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        if (strcmp(roles[i].text, text) == 0) {
            *out = (enum role)i;
            return 0;
        }
    }
    return -1;
}

const char *role_text(enum role role)
{
    return roles[role].text;
}

const char *role_database_name(enum role role)
{
    return roles[role].database_name;
}

static uint32_t scope_bit(const char *text, size_t size)
{
    for (unsigned i = 0; i < SCOPE_COUNT; i++) {
        if (strlen(scope_texts[i]) == size && memcmp(scope_texts[i], text, size) == 0)
            return UINT32_C(1) << i;
    }
    return 0;
}

int scopes_from_text(uint32_t *out, const char *text)
{
    int result = 0;
    *out = 0;
    while (*text != '\0') {
        size_t size = strcspn(text, " ");
        uint32_t bit = scope_bit(text, size);
        if (size > 0 && bit == 0)
            result = -1;
        *out |= bit;
        text += size + (text[size] == ' ');
    }
    return result;
}

const char *scope_text(enum scope scope)
{
    return scope >= 0 && scope < SCOPE_COUNT ? scope_texts[scope] : "";
}

/* token.h - the access token: when it is good, and what it says. */
#ifndef STEER_LIB_TOKEN_H
#define STEER_LIB_TOKEN_H

#include <stdbool.h>

struct token {
    char *text;      /* NULL: none */
    bool fixed;      /* obtained elsewhere: never renewed */
    long long until; /* monotonic seconds */
    char *claim;     /* the value last asked for, lent out */
};

/* Whether it can be sent. */
bool token_is_good(const struct token *token);
/* Takes over `text`. */
void token_set_fixed(struct token *token, char *text);
/* Reads the answer of the token endpoint (RFC 6749 section 5.1): 0, or -1 when it is none. */
int token_read(struct token *token, const char *body);
/* The claim's value; "" when there is none or it is no text. Borrowed until the next call. */
const char *token_claim(struct token *token, const char *name);
void token_clear(struct token *token);

#endif

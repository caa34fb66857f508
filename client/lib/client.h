/* client.h - one server and one identity, as the files of the library share it. */
#ifndef STEER_LIB_CLIENT_H
#define STEER_LIB_CLIENT_H

#include "problem.h"
#include "token.h"
#include "transport.h"

struct steer_client {
    struct transport *transport;
    struct origin origin;
    char *client_id; /* NULL: no credentials */
    char *secret;
    struct token token;
    char language[3];
    char *ca_file; /* NULL: the system's */
    int timeout;   /* seconds */
    int retries;
    bool plain_allowed;
    int (*cancelled)(void *context); /* NULL: never asked */
    void *cancel_context;
    struct steer_problem_details problem;
};

/* Fills client->problem and returns its result, for `return client_fail(…)`. */
int client_fail(steer_client *client, enum local_problem kind, const char *detail);
/* Forgets the problem of the call before. */
void client_begin(steer_client *client);
/* Waits; false: cancelled meanwhile. */
bool client_wait(const steer_client *client, long milliseconds);

#endif

/* problem.h - why a call failed: RFC 9457 from the server, or the same form of our own. */
#ifndef STEER_LIB_PROBLEM_H
#define STEER_LIB_PROBLEM_H

#include "steer.h"

#include <stdbool.h>

struct fault {
    char *pointer;
    char *code;
    char *detail;
};

struct steer_problem_details {
    int result;   /* enum steer_code */
    int status;   /* HTTP; 0: no answer came */
    bool genuine; /* the API said it, not something between it and us */
    char *code;   /* any text may be NULL: none, or no memory for it */
    char *title;
    char *detail;
    char *request_id;
    char *body;
    struct fault *faults;
    size_t fault_count;
};

/* What the client itself finds wrong. The texts are in problem.c's table. */
enum local_problem {
    LOCAL_NO_MEMORY,
    LOCAL_ARGUMENT,       /* detail: which */
    LOCAL_PLAIN_HTTP,     /* a secret over http:// */
    LOCAL_UNREACHABLE,    /* nothing was sent */
    LOCAL_LOST,           /* sent, and no answer */
    LOCAL_TIMED_OUT,      /* sent, and no answer in time */
    LOCAL_NOT_TRUSTED,    /* certificate */
    LOCAL_BAD_ANSWER,     /* not what the API answers */
    LOCAL_INVALID_CLIENT, /* the token endpoint does not know us */
    LOCAL_INTERRUPTED,
    LOCAL_QUEUE,      /* the queue's file */
    LOCAL_QUEUE_BUSY, /* another program delivers */
    LOCAL_NO_ENTRY    /* of the queue */
};

/* Sets the problem and returns its result. `detail` may be NULL. */
int problem_local(struct steer_problem_details *problem, enum local_problem kind,
                  const char *language, const char *detail);
/* Sets the problem from an answer and returns its result; `body` may be anything. */
int problem_parse(struct steer_problem_details *problem, int status, const char *body);
/* Words what a token endpoint said (RFC 6749 section 5.2, English only) as the API would. */
void problem_of_token(struct steer_problem_details *problem, const char *language);
void problem_clear(struct steer_problem_details *problem);

#endif

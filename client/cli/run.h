/* run.h - one run of steerctl, and the kinds of commands that are one call of the API. */
#ifndef STEERCTL_RUN_H
#define STEERCTL_RUN_H

#include "commands.h"
#include "messages.h"
#include "settings.h"

#include <stdio.h>
#include <steer.h>

/* steerctl(1), EXIT STATUS. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_DIFFERENT = 3,
    EXIT_CONFLICT = 6,
    EXIT_RULE = 7,
    EXIT_UNAVAILABLE = 8,
    EXIT_PARTLY = 9,
    EXIT_QUEUED = 10,
    EXIT_INTERRUPTED = 130
};

enum format {
    FORMAT_TABLE,
    FORMAT_WIDE,
    FORMAT_JSON,
    FORMAT_NDJSON,
    FORMAT_CSV,
    FORMAT_NAME,
    FORMAT_MD,
    FORMAT_HTML
};

struct places;

struct run {
    const struct command *command;
    struct arguments arguments;
    const char *const *operands; /* of the words */
    size_t operand_count;
    enum language language;
    enum format format;
    struct settings settings;
    steer_client *client;        /* NULL until run_connect() */
    int reached;                 /* what the first word with the server came to: enum steer_code */
    const struct places *places; /* where faults of the input are (talk.h); NULL: pointers say it */
};

/* Set by the signals that interrupt. */
int is_interrupted(void);

/* Makes run->client, once: 0, or the exit code, told. */
int run_connect(struct run *run);
/* Connects, says for whom a change is made, and asks where it cannot be undone: 0, or the exit
 * code, told. */
int run_begin(struct run *run);
/* Tells the problem of the client's last call; returns its exit code. */
int run_fail(struct run *run);
/* The exit code of a result of the library. */
int exit_code(int result);
/* An operand; NULL: not given. */
const char *run_operand(const struct run *run, size_t index);
bool run_is_dry(const struct run *run);
/* Whether what cannot be delivered now goes into the queue: not when the server itself refuses us,
 * nor when the line says otherwise. */
bool run_keeps(const struct run *run);

/* A request to a path in which {} is the first operand, with the query that the filters and
 * --dry-run make. 0, or the exit code, told. The caller frees *out. */
int run_request(steer_request **out, struct run *run, const char *method, const char *path);
/* Sets If-Match from --if-match, where that is given: 0, or the exit code, told. */
int run_given_version(const struct run *run, steer_request *request);
/* Sends it. 0 with *out, or the exit code, told. */
int run_send(steer_answer **out, struct run *run, const steer_request *request);
/* Says what the member "warnings" of an answer holds, on standard error, whatever the form of the
 * result. */
void run_tell_warnings(const struct run *run, const char *json);
/* Reads the command's object. 0 with *out, or the exit code, told. */
int run_get_send(steer_answer **out, struct run *run);
/* Reads the command's list into `out`, in run->format: the first page, or all. 0 with the number of
 * entries, or the exit code, told. */
int run_list_into(size_t *count, struct run *run, FILE *out, bool all);
/* Makes the command's change: its request, version, and `body`; NULL: the body that the line makes.
 * 0 with *out, or the exit code, told. */
int run_change_send(steer_answer **out, struct run *run, const char *body);

/* Kinds of commands: one call each. */
int run_list(struct run *run);
int run_get(struct run *run);
int run_change(struct run *run); /* POST or PATCH */

#endif

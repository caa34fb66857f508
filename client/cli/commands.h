/* commands.h - what a command is: a row of the table of its noun. */
#ifndef STEERCTL_COMMANDS_H
#define STEERCTL_COMMANDS_H

#include "options.h"

struct run;

enum command_flags {
    COMMAND_LOCAL = 1 << 0,     /* no server is asked */
    COMMAND_CHANGES = 1 << 1,   /* writes: says for whom, takes --dry-run */
    COMMAND_VERSIONED = 1 << 2, /* depends on the state read: takes --if-match */
    COMMAND_FINAL = 1 << 3,     /* cannot be undone: asks, or takes --yes */
    COMMAND_PAGED = 1 << 4,     /* a list: takes --limit --cursor --all */
    COMMAND_KEEPS = 1 << 5,     /* what cannot be delivered goes into the queue */
    COMMAND_PRINTS = 1 << 6     /* has a form to be printed: takes --output md and html */
};

struct command {
    const char *noun;
    const char
        *verbs; /* "create add": the first is its name, the others say the same; NULL: none */
    const char *operands; /* "TASK", "[FILE]", "ID...", NULL: none */
    unsigned flags;
    const char *method;  /* of the operation of the API; NULL: it is not one operation */
    const char *path;    /* "/v1/tasks/{}": the operand goes where {} stands */
    const char *view;    /* the noun in columns.def whose columns are shown */
    const char *filters; /* options that become query parameters */
    const char *members; /* options that become members of the body; NULL: there is no body */
    const char *inside;  /* "decision": the member of the body that holds those of `inner` */
    const char *inner;   /* which of the members that are */
    const char *options; /* further options */
    const char *fixed;   /* "action=assign": a member that is always there */
    int (*run)(struct run *run); /* the exit code */
    const char *about_vi;
    const char *about_en;
};

/* The tables: each ends with a row without a noun. */
extern const struct command agency_commands[];
extern const struct command api_commands[];
extern const struct command audit_commands[];
extern const struct command auth_commands[];
extern const struct command calendar_commands[];
extern const struct command client_commands[];
extern const struct command committee_commands[];
extern const struct command completion_commands[];
extern const struct command config_commands[];
extern const struct command dashboard_commands[];
extern const struct command decision_commands[];
extern const struct command document_commands[];
extern const struct command extension_commands[];
extern const struct command help_commands[];
extern const struct command inspection_commands[];
extern const struct command notice_address_commands[];
extern const struct command obstacle_commands[];
extern const struct command outbox_commands[];
extern const struct command person_commands[];
extern const struct command post_commands[];
extern const struct command programme_commands[];
extern const struct command queue_commands[];
extern const struct command setting_commands[];
extern const struct command status_commands[];
extern const struct command target_commands[];
extern const struct command task_commands[];
extern const struct command urging_commands[];
extern const struct command version_commands[];

/* Steps through all commands; NULL begins, and ends. */
const struct command *command_next(const struct command *command);
/* The command of these words. *used: how many of them name it: "rules-test" may be written as two.
 * NULL: there is none. */
const struct command *command_find(const char *const *words, size_t count, size_t *used);
bool noun_exists(const char *noun);
/* The noun, or the verb of this noun, that was probably meant; NULL: none comes near. The caller
 * frees it. */
char *command_guess(const char *const *words, size_t count);
/* "task create", "version". The caller frees it. */
char *command_name(const struct command *command);
/* Whether the command takes the option, by itself or as every command of its kind does. */
bool command_takes(const struct command *command, const char *option);
/* The fewest and the most operands; most is -1 when there is no end. */
void command_operands(const struct command *command, int *fewest, int *most);

#endif

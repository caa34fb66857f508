/* options.h - the table of options, and the reading of a command line. */
#ifndef STEERCTL_OPTIONS_H
#define STEERCTL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum option_kind {
    OPTION_FLAG, /* --key, --no-key, --key=false */
    OPTION_TEXT,
    OPTION_INTEGER,
    OPTION_DATE, /* 2025-06-30 or 30/6/2025 */
    OPTION_WHEN, /* a date as above, or a time as it is */
    OPTION_LIST, /* repeatable, or separated by commas */
    OPTION_FILE,
    OPTION_CONTENT,    /* a file whose content is the value */
    OPTION_SET,        /* NAME=VALUE, NAME:=JSON */
    OPTION_UNSET,      /* NAME */
    OPTION_EVIDENCE,   /* repeatable: number, address or JSON object */
    OPTION_OBSTACLE,   /* repeatable: text or JSON object */
    OPTION_IDENTIFIER, /* repeatable: SCHEME=VALUE or JSON object */
    OPTION_MEMBER      /* repeatable: ROLE=KIND:CODE or JSON object */
};

struct option {
    const char *name;
    char letter; /* 0: none */
    enum option_kind kind;
    const char *argument; /* for help; NULL: takes none */
    const char *member;   /* NULL: the name with _ for - */
    const char *values;   /* for completion, by spaces; NULL: anything */
    const char *about_vi;
    const char *about_en;
};

extern const struct option options[];
extern const size_t option_count;

struct given {
    const struct option *option;
    const char *value; /* "true" or "false" for a flag */
};

/* A command line, taken apart. Everything points into argv. */
struct arguments {
    const char **words; /* noun, verb, operands */
    size_t word_count;
    struct given *given;
    size_t given_count;
};

/* What is wrong with a command line. */
struct misuse {
    int message; /* enum message */
    const char *what;
};

/* 0, or -1 with `misuse`. */
int arguments_parse(struct arguments *out, int argc, char **argv, struct misuse *misuse);
void arguments_free(struct arguments *arguments);

/* The value given last; NULL: not given. */
const char *argument_value(const struct arguments *arguments, const char *name);
/* Given and not "false". */
bool argument_flag(const struct arguments *arguments, const char *name);

const struct option *option_find(const char *name, size_t length);
/* The name of the member of a body: "source.event_id". The caller frees it. */
char *option_member(const struct option *option);
/* The name of a query parameter. The caller frees it. */
char *option_parameter(const struct option *option);

/* Steps through names by spaces: the next name's start, its length in *length; NULL: no more. */
const char *next_word(const char *text, size_t *length);
/* Whether the name is one of the words. */
bool has_word(const char *words, const char *name);

#endif

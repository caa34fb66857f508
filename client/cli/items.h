/* items.h - a file of entries (CSV, JSON, NDJSON) as JSON objects with their lines. */
#ifndef STEERCTL_ITEMS_H
#define STEERCTL_ITEMS_H

#include "run.h"

struct item {
    const char *json; /* as it stands in the file, where it is JSON */
    size_t length;
    size_t line;
};

struct items {
    char *text;  /* of the file */
    char **made; /* objects made from rows */
    size_t made_count;
    struct item *list;
    size_t count;
    size_t capacity;
};

/* What a report of completion says of its product document, by option. */
#define PRODUCT_MEMBERS                                                                            \
    "product-document product-number product-title product-url product-issued-on"

/* Which members a CSV file can have, and so of which kind they are. */
struct target {
    const char *options; /* options whose members they are */
    const char *others;  /* further members, all texts */
    bool keeps_empty;    /* an empty cell clears the value (null), else it says nothing */
};

/* Reads all of a file ("-": standard input). 0, or the exit code, told. */
int items_read(struct items *out, const struct run *run, const char *path,
               const struct target *target);
void items_free(struct items *items);

#endif

/* plan.h - plans of committees: the file that makes one, and a plan as people read it. */
#ifndef STEERCTL_PLAN_H
#define STEERCTL_PLAN_H

#include "talk.h"

#include <cjson/cJSON.h>

enum { PLAN_COLUMNS = 32 }; /* at most, of a list */

/* A member list as CSV: where each value of the body stands in the file. */
struct plan_file {
    struct places places; /* first: names a pointer by line and column */
    bool rows;            /* it is CSV, and they do */
    size_t *lines;        /* of each seat */
    size_t count;
    char *columns[PLAN_COLUMNS]; /* the member of each column; NULL: it is only for people */
    size_t width;
    size_t date_line; /* of the effective date; 0: none */
    size_t faults;    /* told already */
};

/* The body of a plan from --file, --swap and other options, as far as it could be read, and where
 * its parts stand: 0, or the exit code, told. Free both either way. */
int plan_body(cJSON **out, struct plan_file *file, const struct run *run);
void plan_file_free(struct plan_file *file);

/* Reads a list into `body`, every fault told with line and column. 0, or the exit code. */
int plan_list_read(cJSON *body, struct plan_file *file, const struct run *run, const char *path,
                   const char *text);

/* Puts codes for the names of a list: who has no code is looked for by name. Faults are told. */
void plan_names(cJSON *body, struct plan_file *file, struct run *run);
/* Tells one fault, after a line that says that there are some. */
void plan_fault(struct plan_file *file, const struct run *run, const char *place, int message,
                const char *first, const char *second);

/* Shows a plan in the run's form; the exit code that its checks and --detailed-exitcode make. */
int plan_show(struct run *run, const char *json);
/* Tells the errors among its checks, as faults are told. */
void plan_errors(const struct run *run, const char *json);

#endif

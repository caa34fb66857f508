/* committee.h - the commands on committees that are more than one call, or are shown otherwise than
 * as a table. */
#ifndef STEERCTL_COMMITTEE_H
#define STEERCTL_COMMITTEE_H

#include "run.h"

#include <cjson/cJSON.h>

int run_committee_plan(struct run *run);    /* plan, correct */
int run_committee_diff(struct run *run);    /* a plan that was made */
int run_committee_approve(struct run *run); /* the same, approved */
int run_committee_apply(struct run *run);
int run_committee_show(struct run *run);
int run_committee_pull(struct run *run);
int run_committee_history(struct run *run);
int run_committee_export(struct run *run);
int run_committee_schema(struct run *run);
int run_decision_get(struct run *run);

/* Reads "path" with {} for the first operand, and these filters. 0 with *out as JSON, or the exit
 * code, told. */
int committee_read(cJSON **out, struct run *run, const char *path, const char *filters);
/* The entries of all pages of a list, as known at --known-at; `to`: the last day, or NULL. */
int committee_read_all(cJSON **out, struct run *run, const char *path, const char *to);
/* The text of a member; "" when there is none. */
const char *text_of(const cJSON *object, const char *member);
/* The member in the language of the run: "name_vi" or "name_en", Vietnamese where there is none. */
const char *worded(const struct run *run, const cJSON *object, const char *member);
/* The member as people read it: days as dd/mm/yyyy, no control characters. The caller frees it. */
char *shown(const struct run *run, const cJSON *object, const char *member);
/* A message on a line of its own; write_sentence(): "text_vi" or "text_en" of a change or check. */
void write_line(FILE *out, const struct run *run, int message, const char *first,
                const char *second);
void write_sentence(FILE *out, const struct run *run, const cJSON *item, const char *mark);
/* A list under the columns of `view`, in the form of the run. 0, or the exit code, told. */
int write_under(const struct run *run, const char *view, const cJSON *items);

#endif

/* selection.h - which members become columns. */
#ifndef STEERCTL_SELECTION_H
#define STEERCTL_SELECTION_H

#include "run.h"

#include <cjson/cJSON.h>

struct selection {
    char **columns; /* members, "task.code" is a member of a member */
    size_t count;
};

/* The columns of `rows` (an array, or one object): those named by --columns; all that are there
 * when `every` (CSV); else those of the command's view. 0, or -1, told. */
int selection_make(struct selection *out, const struct run *run, const cJSON *rows, bool every);
/* Adds these columns: members by spaces. */
void selection_words(struct selection *selection, const char *words);
void selection_free(struct selection *selection);

#endif

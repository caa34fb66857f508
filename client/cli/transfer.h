/* transfer.h - tasks from files and into files. */
#ifndef STEERCTL_TRANSFER_H
#define STEERCTL_TRANSFER_H

#include "items.h"

/* What a person says of a task, by option. */
#define TASK_MEMBERS                                                                               \
    "title description programme source-document lead-agency co-agency assigner responsible "      \
    "product authority pillar key regular due-text due-on due-precision secrecy"

/* Entries of another kind: which members they have, and what people are shown of the answer's
 * member `also`, a list, below the entries. */
int import_entries(struct run *run, const struct target *target, const char *also,
                   const char *also_columns);

int run_import(struct run *run);
int run_export(struct run *run);

#endif

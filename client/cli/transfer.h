/* transfer.h - tasks from files and into files. */
#ifndef STEERCTL_TRANSFER_H
#define STEERCTL_TRANSFER_H

#include "chunks.h"
#include "items.h"

/* What a person says of a task, by option. */
#define TASK_MEMBERS                                                                               \
    "title description programme source-document lead-agency co-agency assigner responsible "      \
    "product authority pillar key regular due-text due-on due-precision secrecy"

/* Entries of another kind: which members they have, and what people are shown of the answer's
 * member `also`, a list, below the entries. */
int import_entries(struct run *run, const struct target *target, const char *also,
                   const char *also_columns);

/* What a file of tasks would become: `take` gets the answer of each chunk that was tried. */
struct trial {
    int (*take)(void *context, const struct chunk *chunk, const char *json);
    void *context;
};
/* Tries an import of tasks, writes nothing: 0, or the exit code, every fault told by lines. The
 * command of `run` has the path, and run_begin() is behind it. */
int import_try(struct run *run, const char *path, const struct trial *trial);

int run_import(struct run *run);
int run_export(struct run *run);

#endif

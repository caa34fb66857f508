/* transfer.h - tasks from files and into files. */
#ifndef STEERCTL_TRANSFER_H
#define STEERCTL_TRANSFER_H

struct run;

/* What a person says of a task, by option. */
#define TASK_MEMBERS                                                                               \
    "title description programme source-document lead-agency co-agency assigner responsible "      \
    "product authority pillar key regular due-text due-on due-precision secrecy"

int run_import(struct run *run);
int run_export(struct run *run);

#endif

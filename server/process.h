/* process.h - one process of the daemon: its event base, its signals, and the parts it runs. */
#ifndef STEER_SERVER_PROCESS_H
#define STEER_SERVER_PROCESS_H

#include "config.h"
#include "sockets.h"

struct board;

enum process_kind { PROCESS_WORKER, PROCESS_CLERK, PROCESS_BOTH };

struct process_plan {
    enum process_kind kind;
    unsigned index; /* of the worker: its place on the board */
    const struct config *config;
    struct sockets *sockets; /* this process's own copy of the descriptors */
    struct board *board;
};

/* Runs until SIGTERM or SIGINT has been carried out. Returns the exit status: 0 after a complete
 * drain, 1 otherwise. SIGHUP reloads keys and certificate. */
int process_run(const struct process_plan *plan);

#endif

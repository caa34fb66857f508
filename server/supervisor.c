/* supervisor.c - no event loop and no database here: it forks, waits for signals, and restarts the
 * dead with back-off, so that nothing a worker trips over can reach it. */
#include "supervisor.h"

#include "board.h"
#include "log.h"
#include "notify.h"
#include "process.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    BACKOFF_FIRST_MS = 100,
    BACKOFF_LAST_MS = 5000,
    STABLE_MS = 10000,
    KILL_GRACE_MS = 2000,
    LOOK_MS = 100
};

struct child {
    pid_t pid; /* 0: not running */
    enum process_kind kind;
    unsigned index;
    int64_t started_at;
    int64_t restart_at;
    int64_t backoff;
};

struct supervisor {
    const struct config *config;
    struct sockets *sockets;
    struct board *board;
    struct child *children; /* the workers, then the clerk */
    size_t count;
    sigset_t signals;
    bool stopping;
    bool announced; /* that the daemon is ready */
    bool clerk_told;
    bool killed;
    int64_t kill_at;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void start_child(struct supervisor *supervisor, struct child *child)
{
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        struct process_plan plan = {child->kind, child->index, supervisor->config,
                                    supervisor->sockets, supervisor->board};
        /* Without its supervisor nobody would pass SIGTERM on: drain and go. */
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent)
            _exit(1);
        free(supervisor->children);
        exit(process_run(&plan));
    }
    child->started_at = now_ms();
    child->pid = pid > 0 ? pid : 0;
    if (pid < 0)
        child->restart_at = child->started_at + BACKOFF_LAST_MS;
}

static void on_child_end(struct supervisor *supervisor, struct child *child, int status)
{
    int64_t now = now_ms();
    struct log_field fields[] = {
        LOG_TEXT("child", child->kind == PROCESS_CLERK ? "clerk" : "worker"),
        LOG_NUMBER("index", child->index),
        LOG_NUMBER("pid", child->pid),
        LOG_NUMBER("exit", WIFEXITED(status) ? WEXITSTATUS(status) : -1),
        LOG_NUMBER("signal", WIFSIGNALED(status) ? WTERMSIG(status) : 0),
        LOG_END};
    log_event(supervisor->stopping ? LOG_LEVEL_INFO : LOG_LEVEL_ERROR, "child_ended", fields);
    child->pid = 0;
    board_forget(supervisor->board, child->kind, child->index);
    if (WIFSIGNALED(status) || WEXITSTATUS(status) != 0)
        supervisor->killed = supervisor->killed || supervisor->stopping;
    if (now - child->started_at > STABLE_MS)
        child->backoff = BACKOFF_FIRST_MS;
    child->restart_at = now + child->backoff;
    child->backoff = child->backoff * 2 > BACKOFF_LAST_MS ? BACKOFF_LAST_MS : child->backoff * 2;
}

static void reap(struct supervisor *supervisor)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (size_t i = 0; i < supervisor->count; i++) {
            if (supervisor->children[i].pid == pid)
                on_child_end(supervisor, &supervisor->children[i], status);
        }
    }
}

/* Sends `number` (0 only counts) to the running children of the first `count`, and counts them. */
static size_t signal_children(const struct supervisor *supervisor, size_t count, int number)
{
    size_t alive = 0;
    for (size_t i = 0; i < count; i++) {
        if (supervisor->children[i].pid == 0)
            continue;
        kill(supervisor->children[i].pid, number);
        alive++;
    }
    return alive;
}

/* Milliseconds until something is due. */
static int64_t start_due(struct supervisor *supervisor)
{
    int64_t now = now_ms();
    int64_t next = 60000;
    for (size_t i = 0; i < supervisor->count && !supervisor->stopping; i++) {
        struct child *child = &supervisor->children[i];
        if (child->pid == 0 && child->restart_at <= now)
            start_child(supervisor, child);
        if (child->pid == 0 && child->restart_at - now < next)
            next = child->restart_at - now;
    }
    if (supervisor->stopping && supervisor->kill_at - now < next)
        next = supervisor->kill_at - now;
    if (!supervisor->announced && !supervisor->stopping && next > LOOK_MS)
        next = LOOK_MS;
    return next > 0 ? next : 0;
}

/* Once: systemd starts what comes after us. */
static void announce(struct supervisor *supervisor)
{
    char why[200];
    if (supervisor->announced || supervisor->stopping ||
        board_not_ready(supervisor->board, why, sizeof why) != NULL)
        return;
    supervisor->announced = true;
    notify_service("READY=1");
}

static void on_signal(struct supervisor *supervisor, int number)
{
    if (number == SIGCHLD) {
        reap(supervisor);
    } else if (number == SIGHUP) {
        signal_children(supervisor, supervisor->count, SIGHUP);
    } else if (number > 0 && !supervisor->stopping) {
        supervisor->stopping = true;
        supervisor->kill_at = now_ms() + supervisor->config->drain_seconds * 1000 + KILL_GRACE_MS;
        board_drain(supervisor->board);
        sockets_leave_api(supervisor->sockets);
        notify_service("STOPPING=1");
        signal_children(supervisor, supervisor->count - 1, SIGTERM);
    }
}

/* The clerk goes last: it answers /live and /ready while the workers drain. */
static void stop_further(struct supervisor *supervisor)
{
    if (now_ms() >= supervisor->kill_at) {
        supervisor->killed = true;
        signal_children(supervisor, supervisor->count, SIGKILL);
        supervisor->kill_at = now_ms() + 60000;
    } else if (!supervisor->clerk_told &&
               signal_children(supervisor, supervisor->count - 1, 0) == 0) {
        supervisor->clerk_told = true;
        signal_children(supervisor, supervisor->count, SIGTERM);
    }
}

static void watch(struct supervisor *supervisor)
{
    while (!supervisor->stopping || signal_children(supervisor, supervisor->count, 0) > 0) {
        int64_t wait = start_due(supervisor);
        struct timespec timeout = {wait / 1000, wait % 1000 * 1000000};
        on_signal(supervisor, sigtimedwait(&supervisor->signals, NULL, &timeout));
        if (supervisor->stopping)
            stop_further(supervisor);
        announce(supervisor);
    }
}

int supervisor_run(const struct config *config, struct sockets *sockets, struct board *board,
                   struct problem *problem)
{
    struct supervisor supervisor = {
        .config = config, .sockets = sockets, .board = board, .count = (size_t)config->workers + 1};
    supervisor.children = calloc(supervisor.count, sizeof *supervisor.children);
    if (supervisor.children == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    for (size_t i = 0; i < supervisor.count; i++) {
        bool clerk = i == supervisor.count - 1;
        supervisor.children[i] = (struct child){.kind = clerk ? PROCESS_CLERK : PROCESS_WORKER,
                                                .index = clerk ? 0 : (unsigned)i,
                                                .backoff = BACKOFF_FIRST_MS};
    }
    sigemptyset(&supervisor.signals);
    const int handled[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
        sigaddset(&supervisor.signals, handled[i]);
    sigprocmask(SIG_BLOCK, &supervisor.signals, NULL);
    watch(&supervisor);
    free(supervisor.children);
    if (supervisor.killed)
        return problem_set(problem, PROBLEM_INTERNAL, "a process had to be ended or failed");
    return 0;
}

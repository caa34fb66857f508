/* process.c - starts the parts a process runs, publishes how they do, and drains them on SIGTERM.
 */
#include "process.h"

#include "board.h"
#include "clerk.h"
#include "log.h"
#include "notify.h"
#include "worker.h"

#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { REPORT_MS = 250 };

struct process {
    const struct process_plan *plan;
    struct event_base *base;
    struct worker *worker;
    struct clerk *clerk;
    struct event *signals[3];
    struct event *report;
    struct event *deadline;
    struct event *turn; /* the end of a turn of the loop: log lines that wait are written */
    bool announced;     /* that the daemon is ready; the supervisor does it for its workers */
    bool draining;
    bool complete;
};

static void report(struct process *process)
{
    struct board_entry entry = {.pid = (int64_t)getpid(), .ready = true};
    if (process->clerk != NULL)
        clerk_report(process->clerk, &entry);
    if (process->worker != NULL)
        worker_report(process->worker, &entry);
    board_write(process->plan->board, process->plan->kind, process->plan->index, &entry);
    if (process->plan->kind == PROCESS_BOTH && entry.ready && !process->announced) {
        process->announced = true;
        notify_service("READY=1");
    }
}

static void on_timer_report(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    report(context);
}

static void on_timer_deadline(evutil_socket_t fd, short what, void *context)
{
    struct process *process = context;
    (void)fd;
    (void)what;
    log_event(LOG_LEVEL_WARNING, "drain_cut_short", NULL);
    event_base_loopbreak(process->base);
}

static void on_clerk_drained(void *context)
{
    struct process *process = context;
    process->complete = true;
    event_base_loopbreak(process->base);
}

static void on_worker_drained(void *context)
{
    struct process *process = context;
    if (process->clerk != NULL)
        clerk_drain(process->clerk, on_clerk_drained, process);
    else
        on_clerk_drained(process);
}

static void drain(struct process *process)
{
    struct timeval limit = {process->plan->config->drain_seconds, 0};
    if (process->draining)
        return;
    process->draining = true;
    evtimer_add(process->deadline, &limit);
    if (process->plan->kind == PROCESS_BOTH) {
        board_drain(process->plan->board);
        notify_service("STOPPING=1");
    }
    if (process->worker == NULL) {
        on_worker_drained(process);
        return;
    }
    worker_drain(process->worker, on_worker_drained, process);
    sockets_leave_api(process->plan->sockets);
}

static void on_signal(evutil_socket_t number, short what, void *context)
{
    struct process *process = context;
    (void)what;
    if (number == SIGHUP && process->worker != NULL)
        worker_reload(process->worker);
    else if (number != SIGHUP)
        drain(process);
}

static void on_turn_end(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    (void)context;
    log_flush();
}

/* An event made active now is the last of this turn: a burst of requests is one write. */
static void on_log_held(void *context)
{
    struct process *process = context;
    event_active(process->turn, EV_TIMEOUT, 0);
}

static int start_events(struct process *process)
{
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
    struct timeval period = {0, REPORT_MS * 1000};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        process->signals[i] = evsignal_new(process->base, numbers[i], on_signal, process);
        if (process->signals[i] == NULL || event_add(process->signals[i], NULL) != 0)
            return -1;
    }
    process->deadline = evtimer_new(process->base, on_timer_deadline, process);
    process->report = event_new(process->base, -1, EV_PERSIST, on_timer_report, process);
    process->turn = event_new(process->base, -1, 0, on_turn_end, process);
    if (process->deadline == NULL || process->report == NULL || process->turn == NULL)
        return -1;
    log_hold(on_log_held, process);
    return event_add(process->report, &period);
}

static int start_parts(struct process *process, struct problem *problem)
{
    const struct process_plan *plan = process->plan;
    if (plan->kind == PROCESS_CLERK)
        sockets_leave_api(plan->sockets);
    else
        sockets_keep_api(plan->sockets, plan->index);
    if (plan->kind != PROCESS_WORKER &&
        clerk_new(&process->clerk, process->base, plan->config, plan->board,
                  plan->sockets->operations, problem) != 0)
        return -1;
    if (plan->kind != PROCESS_CLERK &&
        worker_new(&process->worker, process->base, plan->config,
                   sockets_api(plan->sockets, plan->index), problem) != 0)
        return -1;
    return 0;
}

/* From here on the process only ends. A signal that comes once more would find the handlers gone
 * and make a clean end look like a violent one. */
static void block_signals(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
}

static void stop(struct process *process)
{
    block_signals();
    log_hold(NULL, NULL);
    worker_free(process->worker);
    clerk_free(process->clerk);
    for (size_t i = 0; i < sizeof process->signals / sizeof *process->signals; i++) {
        if (process->signals[i] != NULL)
            event_free(process->signals[i]);
    }
    if (process->deadline != NULL)
        event_free(process->deadline);
    if (process->report != NULL)
        event_free(process->report);
    if (process->turn != NULL)
        event_free(process->turn);
    if (process->base != NULL)
        event_base_free(process->base);
    libevent_global_shutdown();
}

static void name_process(const struct process_plan *plan)
{
    char name[32] = "steerd";
    if (plan->kind == PROCESS_WORKER)
        snprintf(name, sizeof name, "worker-%u", plan->index);
    else if (plan->kind == PROCESS_CLERK)
        snprintf(name, sizeof name, "clerk");
    log_process_set(name);
}

/* The supervisor blocks the signals it waits for; its children want them delivered. */
static void unblock_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

int process_run(const struct process_plan *plan)
{
    struct process process = {.plan = plan, .base = event_base_new()};
    struct problem problem = PROBLEM_INIT;
    name_process(plan);
    if (process.base == NULL || start_events(&process) != 0)
        problem_set(&problem, PROBLEM_INTERNAL, "no event base");
    else if (start_parts(&process, &problem) == 0) {
        unblock_signals();
        log_event(LOG_LEVEL_INFO, "started", NULL);
        event_base_dispatch(process.base);
        report(&process);
    }
    if (problem.code != PROBLEM_NONE) {
        struct log_field fields[] = {LOG_TEXT("why", problem.note), LOG_END};
        log_event(LOG_LEVEL_ERROR, "not_started", fields);
    }
    stop(&process);
    problem_clear(&problem);
    return process.complete ? 0 : 1;
}

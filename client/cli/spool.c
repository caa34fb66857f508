/* spool.c - the command line's side of the durable queue. */
#include "spool.h"

#include "files.h"
#include "json.h"
#include "memory.h"
#include "talk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static char *queue_path(const struct run *run)
{
    const char *path = argument_value(&run->arguments, "queue");
    if (path == NULL)
        path = getenv("STEER_QUEUE");
    return path == NULL || *path == '\0' ? default_queue() : copy_string(path);
}

int spool_open(steer_queue **out, struct run *run)
{
    char *path = queue_path(run);
    int result = EXIT_DONE;
    if (make_parents(path) != 0) {
        say(run->language, M_CANNOT_WRITE, path, strerror(errno));
        result = EXIT_FAILED;
    } else if (steer_queue_open(out, run->client, path) != STEER_DONE) {
        result = run_fail(run);
    }
    free(path);
    return result;
}

static void tell_number(const struct run *run, int message, size_t number)
{
    char *text = format_text("%zu", number);
    say(run->language, message, text, NULL);
    free(text);
}

/* A refusal is the end of a push, not of the delivery. */
static bool is_set_aside(const struct run *run, int result)
{
    bool answered = steer_problem_status(steer_problem(run->client)) != 0;
    return answered &&
           (result == STEER_USAGE || result == STEER_NOT_FOUND || result == STEER_RULE ||
            result == STEER_FAILED ||
            (result == STEER_CONFLICT &&
             strcmp(steer_problem_code(steer_problem(run->client)), "key-in-flight") != 0));
}

int spool_deliver(struct delivery *delivery, struct run *run, steer_queue *queue)
{
    struct progress progress;
    size_t waiting = 0;
    size_t refused = 0;
    int result = steer_queue_count(&waiting, &refused, queue);
    progress_begin(&progress, run, M_SENDING, waiting);
    while (result == STEER_DONE || result == 1) {
        steer_answer *answer = NULL;
        result = steer_queue_deliver(&answer, queue);
        if (result == 1 && delivery->answers != NULL)
            cJSON_AddItemToArray(delivery->answers,
                                 must(cJSON_CreateRaw(steer_answer_body(answer))));
        steer_answer_free(answer);
        if (result == 0)
            break;
        delivery->delivered += result == 1;
        if (result < 0 && is_set_aside(run, result)) {
            progress_end(&progress);
            tell_problem(run, steer_problem(run->client), NULL);
            delivery->refused++;
            result = STEER_DONE;
        }
        progress_show(&progress, delivery->delivered + delivery->refused);
    }
    progress_end(&progress);
    return result;
}

void spool_tell(const struct run *run, steer_queue *queue)
{
    size_t waiting = 0;
    size_t refused = 0;
    if (steer_queue_count(&waiting, &refused, queue) != STEER_DONE)
        return;
    if (waiting > 0)
        tell_number(run, M_QUEUE_WAITING, waiting);
    if (refused > 0)
        tell_number(run, M_QUEUE_SET_ASIDE, refused);
}

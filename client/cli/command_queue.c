/* command_queue.c - steerctl queue: status pushes that wait on this machine. */
#include "json.h"
#include "memory.h"
#include "output.h"
#include "run.h"
#include "spool.h"
#include "talk.h"

#include <errno.h>
#include <stdlib.h>

/* The library reads the file through a client; one that calls nobody will do. */
static int open_local(steer_queue **out, struct run *run)
{
    int result = steer_client_new(&run->client, "http://localhost");
    if (result != STEER_DONE)
        return exit_code(result);
    steer_client_set_language(run->client, run->language == LANGUAGE_EN ? "en" : "vi");
    return spool_open(out, run);
}

static int show_all(struct run *run, steer_queue *queue)
{
    char *json = NULL;
    if (steer_queue_list(&json, queue) != STEER_DONE)
        return run_fail(run);
    int result = output_list(run, json);
    steer_text_free(json);
    return result;
}

static int run_queue_list(struct run *run)
{
    steer_queue *queue = NULL;
    int result = open_local(&queue, run);
    if (result == EXIT_DONE)
        result = show_all(run, queue);
    steer_queue_free(queue);
    return result;
}

/* The number of an entry: 0 when it is none. */
static long long entry_number(const struct run *run, const char *text)
{
    char *end = NULL;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (errno == 0 && *end == '\0' && number > 0)
        return number;
    say(run->language, M_BAD_ENTRY, text, NULL);
    return 0;
}

/* For each operand: 0, or the exit code, told. */
static int for_entries(struct run *run, steer_queue *queue, int (*act)(steer_queue *, long long))
{
    for (size_t i = 0; i < run->operand_count; i++) {
        long long number = entry_number(run, run->operands[i]);
        if (number == 0)
            return EXIT_USAGE;
        if (act(queue, number) != STEER_DONE)
            return run_fail(run);
    }
    return EXIT_DONE;
}

static int show_answers(struct run *run, cJSON *answers)
{
    cJSON *root = must(cJSON_CreateObject());
    cJSON_AddItemToObject(root, "items", answers);
    char *json = must(cJSON_PrintUnformatted(root));
    int result = output_list(run, json);
    cJSON_free(json);
    cJSON_Delete(root);
    return result;
}

static int settle(struct run *run, const struct delivery *delivery, int result)
{
    if (result != STEER_DONE) {
        int code = run_fail(run);
        return result == STEER_UNAVAILABLE || result == STEER_FAILED ? EXIT_QUEUED : code;
    }
    return delivery->refused > 0 ? EXIT_PARTLY : EXIT_DONE;
}

static int deliver(struct run *run, steer_queue *queue)
{
    struct delivery delivery = {.answers = must(cJSON_CreateArray())};
    int result = settle(run, &delivery, spool_deliver(&delivery, run, queue));
    int shown = show_answers(run, delivery.answers);
    spool_tell(run, queue);
    return shown == EXIT_DONE ? result : shown;
}

/* Where none waits nobody is called: it can stand in a timetable. */
static int flush(struct run *run, steer_queue *queue)
{
    size_t waiting = 0;
    size_t refused = 0;
    if (steer_queue_count(&waiting, &refused, queue) != STEER_DONE)
        return run_fail(run);
    int result = EXIT_DONE;
    if (waiting > 0)
        result = tell_identity(run);
    if (result == EXIT_DONE && run->reached != STEER_DONE) {
        run_fail(run);
        spool_tell(run, queue);
        return EXIT_QUEUED;
    }
    return result == EXIT_DONE ? deliver(run, queue) : result;
}

static int run_queue_flush(struct run *run)
{
    steer_queue *queue = NULL;
    int result = run_connect(run);
    if (result == EXIT_DONE)
        result = spool_open(&queue, run);
    if (result == EXIT_DONE && run_is_dry(run)) {
        result = show_all(run, queue);
    } else if (result == EXIT_DONE) {
        result = for_entries(run, queue, steer_queue_retry);
        result = result == EXIT_DONE ? flush(run, queue) : result;
    }
    steer_queue_free(queue);
    return result;
}

static int tell_dropped(struct run *run)
{
    for (size_t i = 0; i < run->operand_count; i++) {
        if (entry_number(run, run->operands[i]) == 0)
            return EXIT_USAGE;
        say(run->language, M_WOULD_DROP, run->operands[i], NULL);
    }
    return EXIT_DONE;
}

static int run_queue_drop(struct run *run)
{
    steer_queue *queue = NULL;
    if (run_is_dry(run))
        return tell_dropped(run);
    int result = confirm(run, "queue drop");
    if (result == EXIT_DONE)
        result = open_local(&queue, run);
    if (result == EXIT_DONE)
        result = for_entries(run, queue, steer_queue_drop);
    steer_queue_free(queue);
    return result;
}

const struct command queue_commands[] = {
    {.noun = "queue",
     .verbs = "list",
     .flags = COMMAND_LOCAL,
     .view = "queue",
     .options = "queue",
     .run = run_queue_list,
     .about_vi = "các cập nhật đang chờ gửi hoặc bị từ chối",
     .about_en = "list the pushes that wait or were refused"},
    {.noun = "queue",
     .verbs = "flush send",
     .operands = "[ID...]",
     .flags = COMMAND_CHANGES | COMMAND_KEEPS,
     .view = "pushed",
     .options = "queue",
     .run = run_queue_flush,
     .about_vi = "gửi mọi mục đang chờ theo thứ tự; mục bị từ chối chỉ gửi lại khi cho số",
     .about_en = "deliver all that wait, in order; a refused one only when its number is given"},
    {.noun = "queue",
     .verbs = "drop",
     .operands = "ID...",
     .flags = COMMAND_LOCAL | COMMAND_FINAL,
     .options = "queue dry-run",
     .run = run_queue_drop,
     .about_vi = "bỏ các mục",
     .about_en = "forget entries"},
    {.noun = NULL},
};

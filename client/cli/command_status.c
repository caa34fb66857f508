/* command_status.c - steerctl status: pushes, one by one and in batches, that survive a server that
 * cannot be reached. */
#include "body.h"
#include "chunks.h"
#include "memory.h"
#include "output.h"
#include "spool.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MEMBERS                                                                                    \
    "state percent summary expected-completion evidence obstacle event-id sequence occurred-at "   \
    "system " PRODUCT_MEMBERS

static const struct target batch_target = {.options = MEMBERS, .others = "task"};

/* Now, in the offset of this machine (RFC 3339). */
static char *now_text(void)
{
    char moment[32];
    char offset[8];
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%S", &local);
    strftime(offset, sizeof offset, "%z", &local);
    return format_text("%s%.3s:%s", moment, offset, offset + 3);
}

/* An event that the command line makes up has happened now, however late it is delivered. One with
 * an id of its own is left as it is: told twice, it must say the same twice. */
static void date_event(cJSON *push, const struct run *run)
{
    const cJSON *source = cJSON_GetObjectItemCaseSensitive(push, "source");
    bool has_id = cJSON_GetObjectItemCaseSensitive(source, "event_id") != NULL;
    bool has_time = cJSON_GetObjectItemCaseSensitive(source, "occurred_at") != NULL;
    if (has_id || has_time || argument_value(&run->arguments, "file") != NULL)
        return;
    char *now = now_text();
    body_set(push, "source.occurred_at", cJSON_CreateString(now));
    free(now);
}

/* The push as text: a file as it is, unless the line adds to it. */
static int make_push(char **out, const struct run *run)
{
    const char *task = run_operand(run, 0);
    const char *key = argument_value(&run->arguments, "idempotency-key");
    cJSON *push = NULL;
    *out = NULL;
    if (task == NULL && key == NULL && argument_value(&run->arguments, "file") != NULL)
        return body_build(out, run);
    int result = body_object(&push, run);
    if (result != EXIT_DONE)
        return result;
    if (task != NULL)
        body_set(push, "task", cJSON_CreateString(task));
    if (key != NULL) /* the key of a push is its event's */
        body_set(push, "source.event_id", cJSON_CreateString(key));
    date_event(push, run);
    char *printed = must(cJSON_PrintUnformatted(push));
    *out = copy_string(printed);
    cJSON_free(printed);
    cJSON_Delete(push);
    return EXIT_DONE;
}

/* Without the queue: what cannot be delivered fails. */
static int push_directly(struct run *run, const char *json)
{
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    if (steer_request_new(&request, "POST", run->command->path) != STEER_DONE)
        return EXIT_FAILED;
    if (run_is_dry(run))
        steer_request_query(request, "dry_run", "true");
    steer_request_body(request, json, strlen(json));
    int result = run_send(&answer, run, request);
    if (result == EXIT_DONE)
        result = output_object(run, steer_answer_body(answer));
    steer_answer_free(answer);
    steer_request_free(request);
    return result;
}

static int tell_queued(struct run *run)
{
    const char *host = run->settings.values[SETTING_URL].value;
    say(run->language, M_QUEUED, host, NULL);
    say(run->language, M_QUEUED_HOW, NULL, NULL);
    return EXIT_QUEUED;
}

/* A server that did not answer a moment ago is not asked again: the push is kept at once. */
static int push_queued(struct run *run, const char *json)
{
    steer_queue *queue = NULL;
    steer_answer *answer = NULL;
    bool reached = run->reached == STEER_DONE;
    if (!reached)
        tell_problem(run, steer_problem(run->client), NULL);
    int result = spool_open(&queue, run);
    if (result != EXIT_DONE)
        return result;
    if (!reached) {
        result = steer_queue_keep(queue, json);
        result = result == STEER_DONE ? tell_queued(run) : run_fail(run);
    } else {
        result = steer_queue_push(&answer, queue, json);
        if (result == STEER_DONE) {
            result = output_object(run, steer_answer_body(answer));
        } else {
            int code = run_fail(run);
            result = result == STEER_QUEUED ? tell_queued(run) : code;
        }
    }
    spool_tell(run, queue);
    steer_answer_free(answer);
    steer_queue_free(queue);
    return result;
}

static int run_push(struct run *run)
{
    char *json = NULL;
    int result = make_push(&json, run);
    if (result == EXIT_DONE)
        result = run_begin(run);
    if (result == EXIT_DONE)
        result = run_keeps(run) ? push_queued(run, json) : push_directly(run, json);
    free(json);
    return result;
}

/* ---- Batches ---- */

struct batch {
    struct run *run;
    const struct items *items;
    steer_queue *queue; /* NULL: what cannot be delivered fails */
    struct merged merged;
};

static int send_chunk(steer_answer **out, const struct batch *batch, const struct chunk *chunk)
{
    const struct run *run = batch->run;
    steer_request *request = NULL;
    *out = NULL;
    if (steer_request_new(&request, "POST", run->command->path) != STEER_DONE)
        return STEER_FAILED;
    if (run_is_dry(run))
        steer_request_query(request, "dry_run", "true");
    if (argument_flag(&run->arguments, "atomic"))
        steer_request_query(request, "atomic", "true");
    char *body = chunk_body(chunk);
    steer_request_body(request, body, strlen(body));
    free(body);
    int result = steer_send(out, run->client, request);
    steer_request_free(request);
    return result;
}

/* Entries that failed, by the line they stand on. */
static void tell_failures(const struct run *run, const struct items *items, const cJSON *answers)
{
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, answers)
    {
        const cJSON *index = cJSON_GetObjectItemCaseSensitive(entry, "index");
        const cJSON *title = cJSON_GetObjectItemCaseSensitive(entry, "title");
        const cJSON *faults = cJSON_GetObjectItemCaseSensitive(entry, "errors");
        if (!cJSON_IsNumber(index) || !cJSON_IsString(title) || index->valuedouble < 0 ||
            (size_t)index->valuedouble >= items->count)
            continue;
        char *line = format_text("%zu", items->list[(size_t)index->valuedouble].line);
        say(run->language, M_ENTRY_FAILED, line, title->valuestring);
        free(line);
        const cJSON *fault = NULL;
        cJSON_ArrayForEach(fault, faults)
        {
            const char *pointer =
                cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(fault, "pointer"));
            const char *detail =
                cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(fault, "detail"));
            fprintf(stderr, "  %s: %s\n", pointer == NULL ? "" : pointer,
                    detail == NULL ? "" : detail);
        }
    }
}

/* Everything from `first` on goes into the queue, one push each. */
static int keep_rest(struct batch *batch, size_t first)
{
    struct progress progress;
    int result = STEER_DONE;
    progress_begin(&progress, batch->run, M_SENDING, batch->items->count);
    for (size_t i = first; i < batch->items->count && result == STEER_DONE; i++) {
        char *json = copy_bytes(batch->items->list[i].json, batch->items->list[i].length);
        result = steer_queue_keep(batch->queue, json);
        free(json);
        progress_show(&progress, i + 1);
    }
    progress_end(&progress);
    return result == STEER_DONE ? tell_queued(batch->run) : run_fail(batch->run);
}

/* A chunk that could not be delivered: kept, or told. */
static int settle_chunk(struct batch *batch, const struct chunk *chunk, int result)
{
    struct run *run = batch->run;
    tell_problem(run, steer_problem(run->client), &chunk->places);
    if (result == STEER_UNAVAILABLE && batch->queue != NULL)
        return keep_rest(batch, chunk->first);
    return chunk->first > 0 ? EXIT_PARTLY : exit_code(result);
}

static int send_all(struct batch *batch)
{
    struct progress progress;
    struct chunk chunk;
    int result = EXIT_DONE;
    size_t first = 0;
    progress_begin(&progress, batch->run, M_SENDING, batch->items->count);
    while (result == EXIT_DONE && chunk_at(&chunk, batch->items, first)) {
        steer_answer *answer = NULL;
        int sent = send_chunk(&answer, batch, &chunk);
        if (sent == STEER_DONE) {
            result = merged_add(&batch->merged, batch->run, steer_answer_body(answer), first);
            first += chunk.count;
            progress_show(&progress, first);
        } else {
            progress_end(&progress);
            result = settle_chunk(batch, &chunk, sent);
        }
        steer_answer_free(answer);
    }
    progress_end(&progress);
    return result;
}

static int show_batch(const struct batch *batch)
{
    const struct run *run = batch->run;
    char *text = merged_text(&batch->merged);
    int result = run->format == FORMAT_JSON ? output_object(run, text) : output_list(run, text);
    free(text);
    size_t failed = merged_sum(&batch->merged, "failed");
    if (failed == 0)
        return result;
    tell_failures(run, batch->items, batch->merged.items);
    char *count = format_text("%zu", failed);
    char *total = format_text("%zu", batch->items->count);
    say(run->language, M_BATCH_FAILED, count, total);
    free(count);
    free(total);
    if (result != EXIT_DONE)
        return result;
    return failed == batch->items->count ? EXIT_RULE : EXIT_PARTLY;
}

/* What waits goes first, so that the order holds; while it cannot, neither can the batch. */
static int deliver_waiting(struct batch *batch)
{
    struct delivery delivery = {0};
    if (batch->queue == NULL)
        return EXIT_DONE;
    int reached = batch->run->reached;
    int result = reached;
    if (reached == STEER_DONE)
        result = spool_deliver(&delivery, batch->run, batch->queue);
    if (result == STEER_DONE)
        return EXIT_DONE;
    int code = run_fail(batch->run);
    bool kept = reached != STEER_DONE || result == STEER_UNAVAILABLE;
    return kept ? keep_rest(batch, 0) : code;
}

static int run_batch(struct run *run)
{
    struct items items = {0};
    struct batch batch = {.run = run, .items = &items};
    const char *path = run_operand(run, 0);
    bool atomic = argument_flag(&run->arguments, "atomic");
    int result = items_read(&items, run, path == NULL ? "-" : path, &batch_target);
    struct chunk whole;
    if (result == EXIT_DONE && atomic && chunk_at(&whole, &items, 0) && whole.count < items.count) {
        say(run->language, M_ATOMIC_TOO_MANY, NULL, NULL);
        result = EXIT_USAGE;
    }
    if (result == EXIT_DONE)
        result = run_begin(run);
    if (result == EXIT_DONE && run_keeps(run))
        result = spool_open(&batch.queue, run);
    if (result == EXIT_DONE)
        result = deliver_waiting(&batch);
    if (result == EXIT_DONE)
        result = send_all(&batch);
    if (batch.merged.answers > 0) {
        int shown = show_batch(&batch);
        result = result == EXIT_DONE ? shown : result;
    }
    if (batch.queue != NULL)
        spool_tell(run, batch.queue);
    steer_queue_free(batch.queue);
    merged_free(&batch.merged);
    items_free(&items);
    return result;
}

const struct command status_commands[] = {
    {.noun = "status",
     .verbs = "push",
     .operands = "[TASK]",
     .flags = COMMAND_CHANGES | COMMAND_KEEPS,
     .method = "POST",
     .path = "/v1/status-updates",
     .view = "pushed",
     .members = MEMBERS,
     .options = "no-queue queue",
     .run = run_push,
     .about_vi = "gửi tình hình một nhiệm vụ; giữ lại khi không gửi được",
     .about_en = "push the status of a task; kept when it cannot be delivered"},
    {.noun = "status",
     .verbs = "batch",
     .operands = "[FILE]",
     .flags = COMMAND_CHANGES | COMMAND_KEEPS,
     .method = "POST",
     .path = "/v1/status-updates/batch",
     .view = "batch",
     .options = "format atomic no-queue queue",
     .run = run_batch,
     .about_vi = "gửi nhiều cập nhật từ NDJSON, JSON hoặc CSV",
     .about_en = "push many statuses from NDJSON, JSON or CSV"},
    {.noun = "status",
     .verbs = "list",
     .operands = "TASK",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/tasks/{}/status-updates",
     .view = "status",
     .filters = "fields",
     .run = run_list,
     .about_vi = "các cập nhật của một nhiệm vụ",
     .about_en = "list the status updates of a task"},
    {.noun = NULL},
};

/* batch.c - POST /v1/status-updates/batch: each item is checked by itself, the well-formed ones go
 * to the database in one call, and the answer has an entry for every item that was sent. */
#include "api/handlers.h"

#include "api/call.h"
#include "api/lines.h"
#include "api/refusal.h"
#include "api/shapes.h"
#include "api/writer.h"
#include "json/scan.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS_MAX = 500 };

/* What was sent, and what was found wrong with it before the database was asked. */
struct batch {
    unsigned count;
    unsigned good;
    struct problem problems[ITEMS_MAX]; /* code PROBLEM_NONE: well-formed */
    struct writer body;                 /* {"items":[{"index":0,"item":{…}},…]} */
};

/* Only the frame: an item may be anything, it is looked at by itself. */
static const struct field any_item = F("", FIELD_ANY, 0, "", "");
static const struct field frame_fields[] = {F_ARRAY("items", R, 1, ITEMS_MAX, &any_item, "", ""),
                                            F_END};
static const struct shape frame = {"StatusBatchFrame", frame_fields};

static void release(struct exchange *exchange)
{
    struct batch *batch = exchange->work;
    for (unsigned i = 0; i < batch->count; i++)
        problem_clear(&batch->problems[i]);
    writer_clear(&batch->body);
    free(batch);
}

static struct batch *batch_new(struct exchange *exchange)
{
    struct batch *batch = calloc(1, sizeof *batch);
    if (batch == NULL) {
        exchange_no_memory(exchange);
        return NULL;
    }
    exchange->work = batch;
    exchange->release = release;
    write_text(&batch->body, "{\"items\":[");
    return batch;
}

static void take_item(struct batch *batch, const cJSON *item, struct http_text text)
{
    unsigned index = batch->count++;
    if (shape_check(&shape_status_push, item, SHAPE_WHOLE, &batch->problems[index]) != 0)
        return;
    write_format(&batch->body, "%s{\"index\":%u,\"item\":", batch->good++ > 0 ? "," : "", index);
    write_bytes(&batch->body, text.data, text.size);
    write_text(&batch->body, "}");
}

static void take_line(struct batch *batch, struct http_text line)
{
    cJSON *item = NULL;
    if (json_parse(&item, line.data, line.size, &batch->problems[batch->count]) == 0)
        take_item(batch, item, line);
    else
        batch->count++;
    cJSON_Delete(item);
}

static int frame_fault(struct exchange *exchange, const char *code, const char *limit)
{
    return problem_fault(&exchange->problem, "/items", code, limit, NULL);
}

static int take_lines(struct batch *batch, struct exchange *exchange)
{
    struct http_text rest = exchange->request->body;
    struct http_text line;
    while ((line = lines_next(&rest)).size > 0) {
        if (batch->count == ITEMS_MAX)
            return frame_fault(exchange, "too-long", "500");
        take_line(batch, line);
    }
    return batch->count > 0 ? 0 : frame_fault(exchange, "too-short", "1");
}

/* Every number of a well-formed item is whole and below 2^53, so that printing it from the tree
 * changes nothing. */
static int take_array(struct batch *batch, struct exchange *exchange)
{
    struct http_text body = exchange->request->body;
    cJSON *whole = NULL;
    const cJSON *items = NULL;
    const cJSON *item;
    int result = json_parse(&whole, body.data, body.size, &exchange->problem);
    if (result == 0)
        result = shape_check(&frame, whole, SHAPE_WHOLE, &exchange->problem);
    if (result == 0)
        items = cJSON_GetObjectItemCaseSensitive(whole, "items");
    cJSON_ArrayForEach(item, items)
    {
        char *text = cJSON_PrintUnformatted(item);
        if (text == NULL)
            result = exchange_no_memory(exchange);
        else
            take_item(batch, item, (struct http_text){text, strlen(text)});
        free(text);
    }
    cJSON_Delete(whole);
    return result;
}

/* All or nothing: what is wrong with any item is wrong with the whole. */
static int refuse_whole(struct batch *batch, struct exchange *exchange)
{
    char pointer[sizeof exchange->problem.faults->pointer];
    for (unsigned i = 0; i < batch->count; i++) {
        const struct problem *problem = &batch->problems[i];
        for (size_t f = 0; f < problem->fault_count; f++) {
            const struct problem_fault *fault = &problem->faults[f];
            snprintf(pointer, sizeof pointer, "/items/%u%.160s", i, fault->pointer);
            problem_fault(&exchange->problem, pointer, fault->code, fault->args[0], fault->args[1]);
        }
    }
    return -1;
}

/* What the answer counts. */
struct totals {
    unsigned accepted;
    unsigned duplicate;
    unsigned superseded;
    unsigned contribution;
    unsigned failed;
};

static void count(struct totals *totals, const char *result)
{
    if (result == NULL)
        totals->failed++;
    else if (strcmp(result, "accepted") == 0)
        totals->accepted++;
    else if (strcmp(result, "duplicate") == 0)
        totals->duplicate++;
    else if (strcmp(result, "superseded") == 0)
        totals->superseded++;
    else
        totals->contribution++;
}

static void write_failed(struct writer *out, unsigned index, const struct problem *problem,
                         enum language language)
{
    write_format(out, "{\"index\":%u,", index);
    refusal_members(out, problem, language);
    write_text(out, "}");
}

/* An entry of the database: a result goes out as it is, a fault gets its texts. */
static void write_entry(struct writer *out, cJSON *entry, unsigned index, enum language language)
{
    const char *code = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, "code"));
    struct problem problem = PROBLEM_INIT;
    if (code == NULL) {
        char *text = cJSON_PrintUnformatted(entry);
        write_text(out, text != NULL ? text : "null");
        out->failed = out->failed || text == NULL;
        free(text);
        return;
    }
    problem_set(&problem, problem_by_slug(code), NULL);
    cJSON_DeleteItemFromObjectCaseSensitive(entry, "code");
    cJSON_DeleteItemFromObjectCaseSensitive(entry, "status");
    cJSON_DeleteItemFromObjectCaseSensitive(entry, "index");
    refusal_read(&problem, entry);
    write_failed(out, index, &problem, language);
    problem_clear(&problem);
}

static void write_items(struct writer *out, struct totals *totals, const struct exchange *exchange,
                        cJSON *answered)
{
    const struct batch *batch = exchange->work;
    cJSON *entry = answered != NULL ? answered->child : NULL;
    for (unsigned i = 0; i < batch->count; i++) {
        write_text(out, i > 0 ? "," : "");
        if (batch->problems[i].code != PROBLEM_NONE) {
            write_failed(out, i, &batch->problems[i], exchange->head.language);
            totals->failed++;
            continue;
        }
        cJSON *next = entry != NULL ? entry->next : NULL;
        count(totals, cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, "result")));
        write_entry(out, entry, i, exchange->head.language);
        entry = next;
    }
}

/* `answered` are the database's entries for the well-formed items, in their order. */
static int answer(struct exchange *exchange, cJSON *answered)
{
    struct writer body = {NULL, 0, 0, false};
    struct totals totals = {0, 0, 0, 0, 0};
    write_text(&body, "{\"items\":[");
    write_items(&body, &totals, exchange, answered);
    write_format(&body,
                 "],\"summary\":{\"accepted\":%u,\"duplicate\":%u,\"superseded\":%u,"
                 "\"contribution\":%u,\"failed\":%u}}",
                 totals.accepted, totals.duplicate, totals.superseded, totals.contribution,
                 totals.failed);
    if (body.failed) {
        writer_clear(&body);
        return exchange_no_memory(exchange);
    }
    const struct answer whole = {.status = 207,
                                 .body_free = free,
                                 .content_type = "application/json",
                                 .body = body.bytes,
                                 .size = body.size,
                                 .headers = "Cache-Control: no-store\r\nVary: Accept-Language\r\n"};
    exchange_answer(exchange, &whole);
    return 0;
}

static int on_row(struct exchange *exchange, const struct db_result *result)
{
    const struct batch *batch = exchange->work;
    const struct db_value *body = &result->columns[COLUMN_BODY];
    cJSON *value = NULL;
    int status = -1;
    if (result->column_count == COLUMN_COUNT && body->data != NULL)
        value = cJSON_ParseWithLength(body->data, body->size);
    cJSON *items = cJSON_GetObjectItemCaseSensitive(value, "items");
    if (cJSON_GetArraySize(items) != (int)batch->good)
        problem_set(&exchange->problem, PROBLEM_INTERNAL, "entries are lacking in the answer");
    else
        status = answer(exchange, items);
    cJSON_Delete(value);
    return status;
}

static bool is_atomic(const char *options)
{
    cJSON *value = cJSON_Parse(options);
    bool atomic = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(value, "atomic"));
    cJSON_Delete(value);
    return atomic;
}

int status_batch_handle(struct exchange *exchange)
{
    const char *options = NULL;
    bool lines = false;
    if (call_choose_media(exchange) != 0 || call_read_options(&options, exchange) != 0 ||
        call_check_media(&lines, exchange) != 0)
        return -1;
    struct batch *batch = batch_new(exchange);
    if (batch == NULL || (lines ? take_lines(batch, exchange) : take_array(batch, exchange)) != 0)
        return -1;
    write_text(&batch->body, "]}");
    if (batch->body.failed)
        return exchange_no_memory(exchange);
    if (batch->good < batch->count && is_atomic(options))
        return refuse_whole(batch, exchange);
    if (batch->good == 0)
        return answer(exchange, NULL);
    return call_submit(exchange, options, batch->body.bytes, on_row);
}

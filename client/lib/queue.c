/* queue.c - status pushes that wait on disk: kept before they are sent, delivered in order, each
 * with the key it was given first. */
#include "exchange.h"
#include "queue_store.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

struct steer_queue {
    steer_client *client; /* borrowed */
    struct store *store;
    char *identity; /* the client's code; "" when it cannot be known */
};

static int fail_store(steer_queue *queue)
{
    return client_fail(queue->client, LOCAL_QUEUE, store_error(queue->store));
}

/* Credentials name the client; a token obtained elsewhere may. */
static char *identity_of(steer_client *client)
{
    return copy_text(client->client_id != NULL ? client->client_id
                                               : token_claim(&client->token, "sub"));
}

static struct owner owner_of(const steer_queue *queue)
{
    return (struct owner){queue->client->origin.url, queue->identity};
}

int steer_queue_open(steer_queue **out, steer_client *client, const char *path)
{
    *out = NULL;
    client_begin(client);
    steer_queue *queue = calloc(1, sizeof *queue);
    if (queue == NULL)
        return client_fail(client, LOCAL_NO_MEMORY, NULL);
    queue->client = client;
    queue->identity = identity_of(client);
    int result = STEER_DONE;
    int opened = store_open(&queue->store, path);
    if (queue->store == NULL || queue->identity == NULL)
        result = client_fail(client, LOCAL_NO_MEMORY, NULL);
    else if (opened != 0)
        result = fail_store(queue);
    if (result != STEER_DONE) {
        steer_queue_free(queue);
        return result;
    }
    *out = queue;
    return STEER_DONE;
}

void steer_queue_free(steer_queue *queue)
{
    if (queue == NULL)
        return;
    store_close(queue->store);
    free(queue->identity);
    free(queue);
}

/* Waits for whoever delivers now, at most as long as one call may take. */
static int take_lock(steer_queue *queue)
{
    enum { PAUSE_MS = 50 };
    for (long waited = 0; waited <= queue->client->timeout * 1000L; waited += PAUSE_MS) {
        int taken = store_lock(queue->store);
        if (taken == 1)
            return STEER_DONE;
        if (taken < 0)
            return fail_store(queue);
        if (!client_wait(queue->client, PAUSE_MS))
            return client_fail(queue->client, LOCAL_INTERRUPTED, NULL);
    }
    return client_fail(queue->client, LOCAL_QUEUE_BUSY, NULL);
}

static int send_entry(steer_answer **out, steer_queue *queue, const struct entry *entry)
{
    steer_request *request = NULL;
    int result = steer_request_new(&request, "POST", "/v1/status-updates");
    if (result != STEER_DONE)
        return client_fail(queue->client, LOCAL_NO_MEMORY, NULL);
    steer_request_header(request, "Idempotency-Key", entry->key);
    steer_request_body(request, entry->body, strlen(entry->body));
    result = exchange_send(out, queue->client, request);
    steer_request_free(request);
    /* A page of something between us and the API says nothing about the push. */
    const struct steer_problem_details *problem = &queue->client->problem;
    if (result != STEER_DONE && problem->status != 0 && !problem->genuine &&
        problem->result != STEER_UNAVAILABLE)
        return client_fail(queue->client, LOCAL_BAD_ANSWER, problem->title);
    return result;
}

/* Whether the API itself will not have this push, however often it comes. */
static bool is_refusal(const struct steer_problem_details *problem)
{
    if (!problem->genuine || strcmp(steer_problem_code(problem), "key-in-flight") == 0)
        return false;
    return problem->result == STEER_USAGE || problem->result == STEER_NOT_FOUND ||
           problem->result == STEER_CONFLICT || problem->result == STEER_RULE;
}

/* Refused, or the API broke over it: it must not hold up those behind it. */
static bool is_set_aside(const struct steer_problem_details *problem)
{
    return is_refusal(problem) || (problem->genuine && problem->result == STEER_FAILED);
}

static char *problem_line(const struct steer_problem_details *problem)
{
    struct buffer line = {0};
    buffer_format(&line, "%s: %s", steer_problem_code(problem), steer_problem_title(problem));
    if (*steer_problem_detail(problem) != '\0')
        buffer_format(&line, " (%s)", steer_problem_detail(problem));
    for (size_t i = 0; i < problem->fault_count; i++)
        buffer_format(&line, "; %s: %s", steer_fault_pointer(problem, i),
                      steer_fault_detail(problem, i));
    return buffer_take(&line);
}

/* Writes down that it failed; the problem of the call stays the client's. */
static int note_failure(steer_queue *queue, const struct entry *entry, bool set_aside)
{
    int result = queue->client->problem.result;
    char *line = problem_line(&queue->client->problem);
    int noted = store_failed(queue->store, entry->id, set_aside, line == NULL ? "" : line);
    free(line);
    return noted == 0 ? result : fail_store(queue);
}

/* Sends one that waited: 1, or the problem. The lock is held. */
static int deliver_entry(steer_answer **out, steer_queue *queue, const struct entry *entry)
{
    int result = send_entry(out, queue, entry);
    if (result != STEER_DONE)
        return note_failure(queue, entry, is_set_aside(&queue->client->problem));
    if (store_drop(queue->store, entry->id) >= 0)
        return 1;
    steer_answer_free(*out);
    *out = NULL;
    return fail_store(queue); /* it will be sent again, with its key */
}

/* The oldest before `limit` (0: any): 1, 0: none, or the problem. The lock is held. */
static int deliver_oldest(steer_answer **out, steer_queue *queue, long long limit)
{
    struct entry entry;
    struct owner owner = owner_of(queue);
    *out = NULL;
    int found = store_oldest(&entry, queue->store, &owner);
    if (found < 0)
        return fail_store(queue);
    int result = 0;
    if (found == 1 && (limit == 0 || entry.id < limit))
        result = deliver_entry(out, queue, &entry);
    entry_clear(&entry);
    return result;
}

int steer_queue_deliver(steer_answer **out, steer_queue *queue)
{
    *out = NULL;
    client_begin(queue->client);
    int result = take_lock(queue);
    if (result != STEER_DONE)
        return result;
    result = deliver_oldest(out, queue, 0);
    store_unlock(queue->store);
    return result;
}

/* Delivers all that waits before `id`. What is refused is set aside and does not stop the rest. */
static int deliver_before(steer_queue *queue, long long id)
{
    for (;;) {
        steer_answer *answer = NULL;
        int result = deliver_oldest(&answer, queue, id);
        steer_answer_free(answer);
        if (result == 0)
            return STEER_DONE;
        if (result < 0 && !is_set_aside(&queue->client->problem))
            return result;
    }
}

static int keep(struct entry *out, steer_queue *queue, const char *json)
{
    char key[KEY_SIZE];
    *out = (struct entry){0};
    cJSON *root = json == NULL ? NULL : cJSON_Parse(json);
    bool object = cJSON_IsObject(root);
    cJSON_Delete(root);
    if (json == NULL || !object)
        return client_fail(queue->client, LOCAL_ARGUMENT, "json");
    if (!make_key(key))
        return client_fail(queue->client, LOCAL_NO_MEMORY, NULL);
    struct owner owner = owner_of(queue);
    if (store_keep(&out->id, queue->store, &owner, key, json) != 0)
        return fail_store(queue);
    out->key = copy_text(key);
    out->body = copy_text(json);
    if (out->key != NULL && out->body != NULL)
        return STEER_DONE;
    entry_clear(out);
    return client_fail(queue->client, LOCAL_NO_MEMORY, NULL);
}

int steer_queue_keep(steer_queue *queue, const char *json)
{
    struct entry entry;
    client_begin(queue->client);
    int result = keep(&entry, queue, json);
    entry_clear(&entry);
    return result;
}

/* Sends the newest after all before it. The lock is held. Another program may have delivered this
 * one while we waited for the lock: sending it again, with its key, brings the stored answer. */
static int push_in_turn(steer_answer **out, steer_queue *queue, const struct entry *entry)
{
    int result = deliver_before(queue, entry->id);
    if (result == STEER_DONE)
        result = send_entry(out, queue, entry);
    if (result == STEER_DONE && store_drop(queue->store, entry->id) < 0) {
        steer_answer_free(*out);
        *out = NULL;
        result = fail_store(queue);
    }
    return result;
}

/* Refused for good: not kept. All else is kept. */
static int settle(steer_queue *queue, const struct entry *entry, int result)
{
    const struct steer_problem_details *problem = &queue->client->problem;
    bool useless = result == STEER_USAGE && problem->status == 0;
    bool denied = problem->genuine && result == STEER_DENIED;
    if (is_refusal(problem) || denied || useless)
        return store_drop(queue->store, entry->id) < 0 ? fail_store(queue) : result;
    note_failure(queue, entry, false);
    return result == STEER_INTERRUPTED ? result : STEER_QUEUED;
}

int steer_queue_push(steer_answer **out, steer_queue *queue, const char *json)
{
    struct entry entry;
    *out = NULL;
    client_begin(queue->client);
    int result = keep(&entry, queue, json);
    if (result != STEER_DONE || entry.body == NULL)
        return result;
    result = take_lock(queue);
    if (result == STEER_DONE) {
        result = push_in_turn(out, queue, &entry);
        store_unlock(queue->store);
    }
    if (result != STEER_DONE)
        result = settle(queue, &entry, result);
    entry_clear(&entry);
    return result;
}

int steer_queue_count(size_t *waiting, size_t *refused, steer_queue *queue)
{
    struct owner owner = owner_of(queue);
    client_begin(queue->client);
    *waiting = *refused = 0;
    return store_count(waiting, refused, queue->store, &owner) == 0 ? STEER_DONE
                                                                    : fail_store(queue);
}

int steer_queue_list(char **out, steer_queue *queue)
{
    client_begin(queue->client);
    return store_list(out, queue->store) == 0 ? STEER_DONE : fail_store(queue);
}

static int one_changed(steer_queue *queue, int changed)
{
    if (changed < 0)
        return fail_store(queue);
    return changed == 1 ? STEER_DONE : client_fail(queue->client, LOCAL_NO_ENTRY, NULL);
}

int steer_queue_retry(steer_queue *queue, long long id)
{
    client_begin(queue->client);
    return one_changed(queue, store_retry(queue->store, id));
}

int steer_queue_drop(steer_queue *queue, long long id)
{
    client_begin(queue->client);
    return one_changed(queue, store_drop(queue->store, id));
}

void steer_text_free(char *text)
{
    free(text);
}

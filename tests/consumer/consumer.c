/* consumer.c - a program of somebody else, built against the installed library with nothing but its
 * header and pkg-config: consumer URL CLIENT QUEUE TASK, the secret on standard input. Prints what
 * each call came to; exit 0 when all were as a consumer may expect. */
#include <steer.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void expect(int holds, const char *what)
{
    printf("%s %s\n", holds ? "ok" : "FAILED", what);
    if (!holds)
        failures++;
}

static void try_arguments(steer_client *client)
{
    steer_client *none = NULL;
    steer_request *request = NULL;
    expect(strlen(steer_version()) >= 5, "the library knows its version");
    expect(steer_client_new(&none, "ftp://example.org") == STEER_USAGE && none == NULL,
           "an address that is none is refused");
    expect(steer_request_new(&request, "get", "/") == STEER_USAGE && request == NULL,
           "a method that is none is refused");
    expect(steer_request_new(&request, "GET", "/a b") == STEER_USAGE,
           "a path with a blank is refused");
    expect(steer_client_set_language(client, "fr") == STEER_USAGE,
           "a language that is none is refused");
    expect(strcmp(steer_problem_code(steer_problem(client)), "argument") == 0,
           "and the problem says so");
    expect(strcmp(steer_fault_code(steer_problem(client), 7), "") == 0,
           "faults beyond the last are empty");
    steer_client_free(NULL);
    steer_request_free(NULL);
    steer_answer_free(NULL);
    steer_pages_free(NULL);
    steer_queue_free(NULL);
    steer_text_free(NULL);
}

static void read_things(steer_client *client)
{
    steer_answer *answer = NULL;
    const char *token = NULL;
    expect(steer_me(&answer, client) == STEER_DONE, "the server knows us");
    expect(answer != NULL && strstr(steer_answer_body(answer), "so-khcn") != NULL, "as so-khcn");
    expect(answer != NULL && steer_answer_length(answer) == strlen(steer_answer_body(answer)),
           "the length is that of the body");
    expect(answer != NULL && *steer_answer_header(answer, "content-type") != '\0',
           "header fields are found without regard to case");
    steer_answer_free(answer);
    expect(steer_client_token(&token, client) == STEER_DONE && strlen(token) > 100,
           "a token is handed on");
    expect(steer_get(&answer, client, "agencies", "so-khcn") == STEER_DONE, "an agency is read");
    steer_answer_free(answer);
    expect(steer_task_get(&answer, client, "NV-1999-0001") == STEER_NOT_FOUND && answer == NULL,
           "a task that is not there is not found");
    expect(steer_problem_status(steer_problem(client)) == 404 &&
               *steer_problem_request_id(steer_problem(client)) != '\0' &&
               strstr(steer_problem_body(steer_problem(client)), "not-found") != NULL,
           "with all that a problem has");
}

static void read_pages(steer_client *client)
{
    steer_pages *pages = NULL;
    steer_answer *page = NULL;
    int count = 0;
    expect(steer_task_list(&pages, client, "limit=1&lead_agency=so-khcn") == STEER_DONE,
           "tasks are listed");
    while (pages != NULL && steer_pages_next(&page, pages) == 1) {
        count++;
        steer_answer_free(page);
    }
    expect(count >= 3, "page by page");
    expect(pages != NULL && steer_pages_more(pages) == 0 && steer_pages_next(&page, pages) == 0,
           "to the end");
    steer_pages_free(pages);
}

static void push_status(steer_client *client, const char *task)
{
    char json[256];
    steer_answer *answer = NULL;
    snprintf(json, sizeof json,
             "{\"task\":\"%s\",\"source\":{\"event_id\":\"%s-1\"},\"state\":\"in_progress\"}", task,
             task);
    expect(steer_status_push(&answer, client, json) == STEER_DONE &&
               steer_answer_status(answer) == 201,
           "a status is pushed");
    steer_answer_free(answer);
    expect(steer_status_push(&answer, client, json) == STEER_DONE &&
               steer_answer_status(answer) == 200,
           "and pushed again it is a duplicate");
    steer_answer_free(answer);
    size_t used = strlen(json);
    snprintf(
        json + used, sizeof json - used,
        "\n{\"task\":\"NV-1999-0001\",\"state\":\"received\",\"source\":{\"event_id\":\"x\"}}\n");
    expect(steer_status_batch(&answer, client, json, strlen(json)) == STEER_DONE &&
               steer_answer_status(answer) == 207,
           "a batch is pushed");
    steer_answer_free(answer);
    snprintf(json, sizeof json,
             "{\"task\":\"%s\",\"state\":\"flying\",\"source\":{\"event_id\":\"%s-3\"}}", task,
             task);
    expect(steer_status_push(&answer, client, json) == STEER_RULE,
           "a wrong status is against a rule");
    expect(steer_problem_faults(steer_problem(client)) == 1 &&
               strcmp(steer_fault_pointer(steer_problem(client), 0), "/state") == 0 &&
               *steer_fault_detail(steer_problem(client), 0) != '\0',
           "which is pointed at");
    expect(steer_task_patch(&answer, client, task, NULL, "{\"title\":\"x\"}") == STEER_DENIED,
           "an agency does not change a task");
}

static void use_queue(steer_client *client, const char *path, const char *task)
{
    char json[256];
    size_t waiting = 9;
    size_t refused = 9;
    char *list = NULL;
    steer_queue *queue = NULL;
    steer_answer *answer = NULL;
    snprintf(json, sizeof json,
             "{\"task\":\"%s\",\"state\":\"in_progress\",\"progress_percent\":20}", task);
    expect(steer_queue_open(&queue, client, path) == STEER_DONE, "a queue is opened");
    if (queue == NULL)
        return;
    expect(steer_queue_keep(queue, json) == STEER_DONE, "a push is kept");
    expect(steer_queue_count(&waiting, &refused, queue) == STEER_DONE && waiting == 1 &&
               refused == 0,
           "and waits");
    expect(steer_queue_list(&list, queue) == STEER_DONE && strstr(list, "waiting") != NULL,
           "and is listed");
    steer_text_free(list);
    expect(steer_queue_push(&answer, queue, json) == STEER_DONE, "another is pushed behind it");
    steer_answer_free(answer);
    expect(steer_queue_deliver(&answer, queue) == 0, "then none waits");
    expect(steer_queue_drop(queue, 1) == STEER_NOT_FOUND, "nor is there one to drop");
    expect(steer_queue_push(&answer, queue, "nonsense") == STEER_USAGE, "nonsense is not kept");
    steer_queue_free(queue);
}

int main(int argc, char **argv)
{
    char secret[256] = "";
    steer_client *client = NULL;
    if (argc != 5 || fgets(secret, sizeof secret, stdin) == NULL)
        return 2;
    secret[strcspn(secret, "\n")] = '\0';
    if (steer_client_new(&client, argv[1]) != STEER_DONE)
        return 2;
    try_arguments(client);
    expect(steer_client_set_credentials(client, argv[2], secret) == STEER_DONE,
           "credentials are taken");
    expect(steer_client_set_language(client, "en") == STEER_DONE, "and a language");
    read_things(client);
    read_pages(client);
    push_status(client, argv[4]);
    use_queue(client, argv[3], argv[4]);
    steer_client_free(client);
    return failures == 0 ? 0 : 1;
}

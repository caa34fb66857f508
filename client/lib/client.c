/* client.c - the client's handle and its settings. */
#include "client.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DEFAULT_TIMEOUT = 60, LONGEST_TIMEOUT = 3600, DEFAULT_RETRIES = 3, MOST_RETRIES = 10 };

const char *steer_version(void)
{
    return STEER_VERSION;
}

int client_fail(steer_client *client, enum local_problem kind, const char *detail)
{
    return problem_local(&client->problem, kind, client->language, detail);
}

void client_begin(steer_client *client)
{
    problem_clear(&client->problem);
}

bool client_wait(const steer_client *client, long milliseconds)
{
    enum { SLICE_MS = 100 };
    while (milliseconds > 0) {
        long slice = milliseconds < SLICE_MS ? milliseconds : SLICE_MS;
        struct timespec pause = {.tv_sec = 0, .tv_nsec = slice * 1000000};
        if (client->cancelled != NULL && client->cancelled(client->cancel_context))
            return false;
        nanosleep(&pause, NULL);
        milliseconds -= slice;
    }
    return client->cancelled == NULL || !client->cancelled(client->cancel_context);
}

int steer_client_new(steer_client **out, const char *url)
{
    *out = NULL;
    steer_client *client = calloc(1, sizeof *client);
    if (client == NULL)
        return STEER_FAILED;
    client->timeout = DEFAULT_TIMEOUT;
    client->retries = DEFAULT_RETRIES;
    memcpy(client->language, "vi", sizeof client->language);
    int result = origin_parse(&client->origin, url);
    if (result == STEER_DONE && transport_new(&client->transport) != 0)
        result = STEER_FAILED;
    if (result != STEER_DONE) {
        steer_client_free(client);
        return result;
    }
    *out = client;
    return STEER_DONE;
}

void steer_client_free(steer_client *client)
{
    if (client == NULL)
        return;
    transport_free(client->transport);
    origin_clear(&client->origin);
    free(client->client_id);
    wipe_text(client->secret);
    token_clear(&client->token);
    free(client->ca_file);
    problem_clear(&client->problem);
    free(client);
}

const steer_problem_details *steer_problem(const steer_client *client)
{
    return &client->problem;
}

static bool is_header_text(const char *text)
{
    return text != NULL && *text != '\0' && strpbrk(text, "\r\n") == NULL;
}

int steer_client_set_credentials(steer_client *client, const char *client_id, const char *secret)
{
    client_begin(client);
    if (!is_header_text(client_id))
        return client_fail(client, LOCAL_ARGUMENT, "client_id");
    if (!is_header_text(secret))
        return client_fail(client, LOCAL_ARGUMENT, "secret");
    char *id_copy = copy_text(client_id);
    char *secret_copy = copy_text(secret);
    if (id_copy == NULL || secret_copy == NULL) {
        free(id_copy);
        wipe_text(secret_copy);
        return client_fail(client, LOCAL_NO_MEMORY, NULL);
    }
    free(client->client_id);
    wipe_text(client->secret);
    client->client_id = id_copy;
    client->secret = secret_copy;
    token_clear(&client->token);
    return STEER_DONE;
}

int steer_client_set_token(steer_client *client, const char *token)
{
    client_begin(client);
    if (!is_header_text(token) || strchr(token, ' ') != NULL)
        return client_fail(client, LOCAL_ARGUMENT, "token");
    char *copy = copy_text(token);
    if (copy == NULL)
        return client_fail(client, LOCAL_NO_MEMORY, NULL);
    free(client->client_id);
    wipe_text(client->secret);
    client->client_id = NULL;
    client->secret = NULL;
    token_set_fixed(&client->token, copy);
    return STEER_DONE;
}

int steer_client_set_language(steer_client *client, const char *language)
{
    client_begin(client);
    if (language == NULL || (strcmp(language, "vi") != 0 && strcmp(language, "en") != 0))
        return client_fail(client, LOCAL_ARGUMENT, "language");
    memcpy(client->language, language, sizeof client->language);
    return STEER_DONE;
}

int steer_client_set_ca_file(steer_client *client, const char *path)
{
    client_begin(client);
    if (path == NULL)
        return client_fail(client, LOCAL_ARGUMENT, "ca_file");
    char *copy = copy_text(path);
    if (copy == NULL)
        return client_fail(client, LOCAL_NO_MEMORY, NULL);
    free(client->ca_file);
    client->ca_file = copy;
    return STEER_DONE;
}

int steer_client_set_timeout(steer_client *client, int seconds)
{
    client_begin(client);
    if (seconds < 1 || seconds > LONGEST_TIMEOUT)
        return client_fail(client, LOCAL_ARGUMENT, "timeout");
    client->timeout = seconds;
    return STEER_DONE;
}

int steer_client_set_retries(steer_client *client, int retries)
{
    client_begin(client);
    if (retries < 0 || retries > MOST_RETRIES)
        return client_fail(client, LOCAL_ARGUMENT, "retries");
    client->retries = retries;
    return STEER_DONE;
}

int steer_client_allow_plain(steer_client *client, int allowed)
{
    client_begin(client);
    client->plain_allowed = allowed != 0;
    return STEER_DONE;
}

int steer_client_set_cancel(steer_client *client, int (*cancelled)(void *context), void *context)
{
    client_begin(client);
    client->cancelled = cancelled;
    client->cancel_context = context;
    return STEER_DONE;
}

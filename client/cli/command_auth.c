/* command_auth.c - steerctl auth: who the server takes us for. */
#include "memory.h"
#include "output.h"
#include "run.h"

#include <stdlib.h>

/* The token goes to standard output because it is what was asked for. */
static int run_token(struct run *run)
{
    const char *token = NULL;
    int result = run_begin(run);
    if (result != EXIT_DONE)
        return result;
    if (steer_client_token(&token, run->client) != STEER_DONE)
        return run_fail(run);
    cJSON *object = must(cJSON_CreateObject());
    cJSON_AddStringToObject(object, "access_token", token);
    char *json = must(cJSON_PrintUnformatted(object));
    result = output_text(run, json, token);
    cJSON_free(json);
    cJSON_Delete(object);
    return result;
}

const struct command auth_commands[] = {
    {.noun = "auth",
     .verbs = "whoami status",
     .method = "GET",
     .path = "/v1/me",
     .view = "me",
     .run = run_get,
     .about_vi = "máy chủ nhận ra tôi là ai",
     .about_en = "show who the server takes us for"},
    {.noun = "auth",
     .verbs = "token",
     .run = run_token,
     .about_vi = "in mã truy cập",
     .about_en = "print an access token"},
    {.noun = NULL},
};

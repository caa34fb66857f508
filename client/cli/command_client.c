/* command_client.c - steerctl client: API clients, and the secrets that are shown once. */
#include "files.h"
#include "memory.h"
#include "output.h"
#include "run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MEMBERS "name role agency scope public-key-file source-system"

/* The file is opened before the call: a secret that cannot be written would be lost. */
static int open_secret_file(struct new_file *file, const struct run *run)
{
    const char *path = argument_value(&run->arguments, "secret-to");
    *file = (struct new_file){0};
    if (path == NULL || run_is_dry(run) || new_file_begin(file, path, 0600) == 0)
        return EXIT_DONE;
    say(run->language, M_CANNOT_WRITE, path, strerror(errno));
    return EXIT_FAILED;
}

/* Moves the secret from the answer into the file. */
static int store_secret(struct new_file *file, const struct run *run, cJSON *object)
{
    const char *path = argument_value(&run->arguments, "secret-to");
    cJSON *secret = cJSON_GetObjectItemCaseSensitive(object, "secret");
    if (!cJSON_IsString(secret))
        return EXIT_DONE; /* a client with a key has none, and a replay shows none */
    fprintf(file->stream, "%s\n", secret->valuestring);
    explicit_bzero(secret->valuestring, strlen(secret->valuestring));
    cJSON_ReplaceItemInObjectCaseSensitive(object, "secret", must(cJSON_CreateNull()));
    if (new_file_commit(file) != 0) {
        say(run->language, M_CANNOT_WRITE, path, strerror(errno));
        return EXIT_FAILED;
    }
    say(run->language, M_SECRET_WRITTEN, path, NULL);
    return EXIT_DONE;
}

static int show_without_secret(struct new_file *file, struct run *run, const steer_answer *answer)
{
    cJSON *object = json_parse_all(steer_answer_body(answer));
    int result = store_secret(file, run, object);
    char *json = must(cJSON_PrintUnformatted(object));
    if (result == EXIT_DONE)
        result = output_object(run, json);
    cJSON_free(json);
    cJSON_Delete(object);
    return result;
}

static int run_with_secret(struct run *run)
{
    struct new_file file;
    steer_answer *answer = NULL;
    int result = open_secret_file(&file, run);
    if (result == EXIT_DONE)
        result = run_change_send(&answer, run, NULL);
    if (result == EXIT_DONE && file.stream != NULL)
        result = show_without_secret(&file, run, answer);
    else if (result == EXIT_DONE)
        result = output_object(run, steer_answer_body(answer));
    new_file_abandon(&file);
    steer_answer_free(answer);
    return result;
}

const struct command client_commands[] = {
    {.noun = "client",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/clients",
     .view = "client",
     .filters = "search role agency fields count",
     .run = run_list,
     .about_vi = "danh sách ứng dụng",
     .about_en = "list API clients"},
    {.noun = "client",
     .verbs = "get show",
     .operands = "CLIENT",
     .method = "GET",
     .path = "/v1/clients/{}",
     .view = "client",
     .filters = "fields",
     .run = run_get,
     .about_vi = "xem một ứng dụng",
     .about_en = "show one API client"},
    {.noun = "client",
     .verbs = "create add",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/clients",
     .view = "client",
     .members = "code " MEMBERS,
     .options = "secret-to",
     .run = run_with_secret,
     .about_vi = "cấp một ứng dụng; bí mật chỉ hiện một lần",
     .about_en = "register an API client; its secret is shown once"},
    {.noun = "client",
     .verbs = "set patch",
     .operands = "CLIENT",
     .flags = COMMAND_CHANGES | COMMAND_VERSIONED,
     .method = "PATCH",
     .path = "/v1/clients/{}",
     .view = "client",
     .members = MEMBERS,
     .run = run_change,
     .about_vi = "sửa một ứng dụng",
     .about_en = "change an API client"},
    {.noun = "client",
     .verbs = "rotate",
     .operands = "CLIENT",
     .flags = COMMAND_CHANGES | COMMAND_FINAL,
     .method = "POST",
     .path = "/v1/clients/{}/rotate",
     .view = "client",
     .members = "overlap",
     .options = "secret-to",
     .run = run_with_secret,
     .about_vi = "đổi bí mật; bí mật cũ còn dùng được trong --overlap giây",
     .about_en = "give a new secret; the old one stays good for --overlap seconds"},
    {.noun = "client",
     .verbs = "revoke",
     .operands = "CLIENT",
     .flags = COMMAND_CHANGES | COMMAND_FINAL,
     .method = "POST",
     .path = "/v1/clients/{}/revoke",
     .view = "client",
     .members = "reason",
     .run = run_change,
     .about_vi = "thu hồi một ứng dụng, có hiệu lực trong 5 giây",
     .about_en = "revoke an API client, everywhere within 5 seconds"},
    {.noun = NULL},
};

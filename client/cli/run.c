/* run.c - one run of steerctl: its client, for whom it acts, how it ends. */
#include "run.h"

#include "memory.h"
#include "talk.h"

#include <stdlib.h>
#include <string.h>

int exit_code(int result)
{
    return -result; /* steer.h: each code negated is the exit code for the same cause */
}

int run_fail(struct run *run)
{
    const steer_problem_details *problem = steer_problem(run->client);
    tell_problem(run, problem, run->places);
    return exit_code(steer_problem_result(problem));
}

const char *run_operand(const struct run *run, size_t index)
{
    return index < run->operand_count ? run->operands[index] : NULL;
}

bool run_is_dry(const struct run *run)
{
    return argument_flag(&run->arguments, "dry-run");
}

bool run_keeps(const struct run *run)
{
    const struct arguments *line = &run->arguments;
    bool refused = run->reached == STEER_DENIED || run->reached == STEER_USAGE ||
                   run->reached == STEER_INTERRUPTED;
    return (run->command->flags & COMMAND_KEEPS) && !refused && !run_is_dry(run) &&
           !argument_flag(line, "no-queue") && !argument_flag(line, "atomic");
}

static int on_client_asks(void *context)
{
    (void)context;
    return is_interrupted();
}

static int set_identity(struct run *run)
{
    const char *client = run->settings.values[SETTING_CLIENT_ID].value;
    if (run->settings.token != NULL)
        return steer_client_set_token(run->client, run->settings.token);
    if (client != NULL)
        return steer_client_set_credentials(run->client, client, run->settings.secret);
    return STEER_DONE;
}

static int configure(struct run *run)
{
    const struct setting *values = run->settings.values;
    steer_client *client = run->client;
    steer_client_set_cancel(client, on_client_asks, NULL);
    steer_client_allow_plain(client, strcmp(values[SETTING_PLAIN_HTTP].value, "true") == 0);
    if (steer_client_set_language(client, run->language == LANGUAGE_EN ? "en" : "vi") != 0 ||
        steer_client_set_timeout(client, atoi(values[SETTING_TIMEOUT].value)) != 0 ||
        steer_client_set_retries(client, atoi(values[SETTING_RETRIES].value)) != 0 ||
        set_identity(run) != 0)
        return run_fail(run);
    const char *authorities = values[SETTING_CA_FILE].value;
    if (authorities != NULL && steer_client_set_ca_file(client, authorities) != 0)
        return run_fail(run);
    return EXIT_DONE;
}

int run_connect(struct run *run)
{
    const char *url = run->settings.values[SETTING_URL].value;
    if (run->client != NULL)
        return EXIT_DONE;
    if (url == NULL) {
        say(run->language, M_NO_URL, NULL, NULL);
        return EXIT_USAGE;
    }
    if (settings_read_secrets(&run->settings, &run->arguments, run->language) != 0)
        return EXIT_USAGE;
    /* Some of the API is open: `api` asks as nobody where no identity is known. */
    bool anybody = strcmp(run->command->noun, "api") == 0;
    if (!anybody && run->settings.token == NULL &&
        run->settings.values[SETTING_CLIENT_ID].value == NULL) {
        say(run->language, M_NO_CREDENTIALS, NULL, NULL);
        return EXIT_USAGE;
    }
    int result = steer_client_new(&run->client, url);
    if (result == STEER_USAGE)
        say(run->language, M_BAD_URL, url, NULL);
    return result == STEER_DONE ? configure(run) : exit_code(result);
}

/* "client revoke so-khcn" */
static char *deed(const struct run *run)
{
    char *name = command_name(run->command);
    const char *operand = run_operand(run, 0);
    char *text =
        format_text("%s%s%s", name, operand == NULL ? "" : " ", operand == NULL ? "" : operand);
    free(name);
    return text;
}

int run_begin(struct run *run)
{
    int result = run_connect(run);
    if (result != EXIT_DONE)
        return result;
    if (run->command->flags & COMMAND_CHANGES)
        result = tell_identity(run);
    if (result == EXIT_DONE && (run->command->flags & COMMAND_FINAL)) {
        char *what = deed(run);
        result = confirm(run, what);
        free(what);
    }
    return result;
}

/* main.c - arguments, build the parts in order, run; no logic. */
#include "api/api.h"
#include "auth/keyring.h"
#include "board.h"
#include "config.h"
#include "log.h"
#include "process.h"
#include "sockets.h"
#include "supervisor.h"

#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>

#include "http/tls.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_CONFIGURATION = 2 };

/* What would stop every worker from starting is found here, once, before the first fork. */
static int check_files(const struct config *config, struct problem *problem)
{
    struct keyring *keyring = NULL;
    SSL_CTX *tls = NULL;
    enum log_level level;
    if (log_level_from_text(&level, config->log_level) != 0)
        return problem_set(problem, PROBLEM_CONFIGURATION,
                           "log-level: debug, info, warning, error");
    log_level_set(level);
    if (keyring_load(&keyring, config->keys, problem) != 0)
        return -1;
    keyring_free(keyring);
    if (*config->tls_certificate != '\0' &&
        tls_context_new(&tls, config->tls_certificate, config->tls_key, problem) != 0)
        return -1;
    SSL_CTX_free(tls);
    return 0;
}

static int serve(const struct config *config, struct problem *problem)
{
    struct sockets sockets;
    struct board *board = NULL;
    int result = -1;
    if (sockets_open(&sockets, config, problem) == 0 &&
        board_new(&board, (unsigned)config->workers, problem) == 0) {
        struct process_plan plan = {PROCESS_BOTH, 0, config, &sockets, board};
        result = config->workers > 0 ? supervisor_run(config, &sockets, board, problem)
                                     : -process_run(&plan);
    }
    board_free(board);
    sockets_close(&sockets, config);
    return result;
}

static int print_openapi(void)
{
    char *text = NULL;
    if (api_openapi(&text) != 0)
        return EXIT_FAILED;
    puts(text);
    free(text);
    return EXIT_DONE;
}

static int run(const struct config *config, int action, struct problem *problem)
{
    if (action == CONFIG_PRINTED)
        return EXIT_DONE;
    if (action == CONFIG_OPENAPI)
        return print_openapi();
    if (action < 0 || check_files(config, problem) != 0)
        return EXIT_CONFIGURATION;
    if (action == CONFIG_CHECKED)
        return EXIT_DONE;
    if (serve(config, problem) == 0)
        return EXIT_DONE;
    return problem->code == PROBLEM_CONFIGURATION ? EXIT_CONFIGURATION : EXIT_FAILED;
}

int main(int argc, char **argv)
{
    struct config config;
    struct problem problem = PROBLEM_INIT;
    log_process_set("supervisor");
    int action = config_load(&config, argc, argv, &problem);
    int status = run(&config, action, &problem);
    if (problem.code != PROBLEM_NONE)
        fprintf(stderr, "steerd: %s\n", problem.note);
    problem_clear(&problem);
    config_clear(&config);
    return status;
}

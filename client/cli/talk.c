/* talk.c - what goes to standard error. */
#include "talk.h"

#include "columns.h"
#include "json.h"
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void tell_fault(const struct run *run, const steer_problem_details *problem, size_t index,
                       const struct places *places)
{
    const char *pointer = steer_fault_pointer(problem, index);
    const char *detail = steer_fault_detail(problem, index);
    const char *code = steer_fault_code(problem, index);
    char *place =
        places == NULL ? copy_string(pointer) : places->name(places, run->language, pointer);
    fprintf(stderr, "  %s%s", place, *place == '\0' ? "" : ": ");
    if (*detail == '\0')
        fprintf(stderr, "%s\n", code);
    else
        fprintf(stderr, "%s (%s)\n", detail, code);
    free(place);
}

void tell_faults(const struct run *run, const steer_problem_details *problem,
                 const struct places *places)
{
    for (size_t i = 0; i < steer_problem_faults(problem); i++)
        tell_fault(run, problem, i, places);
}

/* Where the server has nothing else to say its detail lists the faults, which follow anyway. */
static bool repeats_faults(const steer_problem_details *problem)
{
    const char *pointer = steer_fault_pointer(problem, 0);
    const char *detail = steer_problem_detail(problem);
    /* A fault of the whole has no place: the detail begins with what it says. */
    const char *text = *pointer == '\0' ? steer_fault_detail(problem, 0) : pointer;
    size_t length = strlen(text);
    return length > 0 && strncmp(detail, text, length) == 0 &&
           (*pointer == '\0' || detail[length] == ':');
}

/* Who is to be turned to instead of an agency that has ended. */
static void tell_successors(const struct run *run, const steer_problem_details *problem)
{
    cJSON *body = json_parse_all(steer_problem_body(problem));
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(body, "successors");
    if (cJSON_GetArraySize(list) > 0) {
        fprintf(stderr, "  %s: ", message_plain(run->language, M_SUCCESSORS));
        write_for_people(stderr, "successors", list, run->language);
        fputc('\n', stderr);
    }
    cJSON_Delete(body);
}

void tell_problem(const struct run *run, const steer_problem_details *problem,
                  const struct places *places)
{
    const char *detail = steer_problem_detail(problem);
    const char *request = steer_problem_request_id(problem);
    int status = steer_problem_status(problem);
    fprintf(stderr, "steerctl: %s (", steer_problem_title(problem));
    if (status != 0)
        fprintf(stderr, "%d ", status);
    fprintf(stderr, "%s)\n", steer_problem_code(problem));
    if (*detail != '\0' && !repeats_faults(problem))
        fprintf(stderr, "  %s\n", detail);
    tell_faults(run, problem, places);
    tell_successors(run, problem);
    if (*request != '\0') {
        char *text = message_text(run->language, M_REQUEST_ID, request, NULL);
        fprintf(stderr, "  %s\n", text);
        free(text);
    }
}

/* "127.0.0.1:8057" */
static char *host_of(const char *url)
{
    const char *start = strstr(url, "://");
    start = start == NULL ? url : start + 3;
    return copy_bytes(start, strcspn(start, "/"));
}

/* The server's own word: a token tells no code of an agency. What it came to is in run->reached. */
static char *whose(struct run *run)
{
    steer_answer *answer = NULL;
    run->reached = steer_me(&answer, run->client);
    cJSON *me = run->reached == STEER_DONE ? json_parse_all(steer_answer_body(answer)) : NULL;
    const char *agency = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(me, "agency"));
    const char *role = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(me, "role"));
    char *text = NULL;
    if (agency != NULL)
        text = message_text(run->language, M_AGENCY, agency, NULL);
    else if (role != NULL)
        text = message_text(run->language, M_ROLE, role, NULL);
    else
        text = copy_string(message_plain(run->language, M_NOBODY));
    cJSON_Delete(me);
    steer_answer_free(answer);
    return text;
}

int tell_identity(struct run *run)
{
    const char *profile = run->settings.profile;
    const char *client = run->settings.values[SETTING_CLIENT_ID].value;
    char *owner = whose(run);
    bool goes_on = run->reached == STEER_DONE || run_keeps(run);
    char *host = host_of(run->settings.values[SETTING_URL].value);
    char *name = copy_string(profile == NULL ? "-" : profile);
    if (client != NULL && (profile == NULL || strcmp(profile, client) != 0)) {
        char *longer = format_text("%s (%s)", name, client);
        free(name);
        name = longer;
    }
    char *where = format_text("%s, %s", host, owner);
    say(run->language, run_is_dry(run) ? M_ACTS_AS_DRY : M_ACTS_AS, name, where);
    free(where);
    free(name);
    free(owner);
    free(host);
    return goes_on ? EXIT_DONE : run_fail(run);
}

/* What is about to happen: "client revoke so-khcn" */
static int ask(const struct run *run, const char *what)
{
    char answer[16] = "";
    char *question = message_text(run->language, M_CONFIRM, what, NULL);
    fputs(question, stderr);
    free(question);
    char *got = fgets(answer, sizeof answer, stdin);
    if (is_interrupted()) {
        fputc('\n', stderr);
        return EXIT_INTERRUPTED;
    }
    if (got != NULL && strchr("yYcC", answer[0]) != NULL && answer[0] != '\0')
        return EXIT_DONE;
    say(run->language, M_LEFT_ALONE, NULL, NULL);
    return EXIT_FAILED;
}

int confirm(const struct run *run, const char *what)
{
    if (argument_flag(&run->arguments, "yes") || run_is_dry(run))
        return EXIT_DONE;
    if (isatty(STDIN_FILENO))
        return ask(run, what);
    say(run->language, M_NEEDS_YES, what, NULL);
    return EXIT_USAGE;
}

void progress_begin(struct progress *progress, const struct run *run, int message, size_t total)
{
    *progress = (struct progress){run, message, total, false};
    progress_show(progress, 0);
}

void progress_show(struct progress *progress, size_t done)
{
    enum { BAR = 24 };
    const char *terminal = getenv("TERM");
    if (!isatty(STDERR_FILENO) || terminal == NULL || strcmp(terminal, "dumb") == 0)
        return;
    char bar[BAR + 1];
    size_t filled = progress->total == 0 ? 0 : done * BAR / progress->total;
    for (size_t i = 0; i < BAR; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r%s ", message_plain(progress->run->language, progress->message));
    if (progress->total == 0)
        fprintf(stderr, "%zu\x1b[K", done);
    else
        fprintf(stderr, "[%s] %zu/%zu\x1b[K", bar, done, progress->total);
    fflush(stderr);
    progress->shown = true;
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\x1b[K", stderr);
    progress->shown = false;
}

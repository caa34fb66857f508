/* main.c - steerctl: finds the command in the tables, checks the line against its row, runs it. */
#include "help.h"
#include "memory.h"
#include "output.h"
#include "run.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

int is_interrupted(void)
{
    return interrupted;
}

/* The first one lets the call end and tell what was done; the second does not wait. */
static void on_signal(int number)
{
    (void)number;
    if (interrupted)
        _exit(EXIT_INTERRUPTED);
    interrupted = 1;
}

static void catch_signals(void)
{
    /* Without SA_RESTART: a wait for the keyboard or a pipe ends as well. */
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static int misused(const struct run *run, const struct misuse *misuse)
{
    say(run->language, misuse->message, misuse->what, NULL);
    return EXIT_USAGE;
}

/* The words name no command: says what was probably meant. */
static int tell_unknown(const struct run *run)
{
    const struct arguments *line = &run->arguments;
    bool known = line->word_count > 0 && noun_exists(line->words[0]);
    if (known && line->word_count == 1) {
        help_noun(stderr, line->words[0], run->language);
        return EXIT_USAGE;
    }
    char *typed =
        known ? format_text("%s %s", line->words[0], line->words[1]) : copy_string(line->words[0]);
    char *guess = command_guess(line->words, line->word_count);
    say(run->language, M_UNKNOWN_COMMAND, typed, NULL);
    if (guess != NULL)
        say(run->language, M_DID_YOU_MEAN, guess, NULL);
    else
        say(run->language, M_SEE_HELP, known ? line->words[0] : "", NULL);
    free(guess);
    free(typed);
    return EXIT_USAGE;
}

static int check_options(const struct run *run)
{
    for (size_t i = 0; i < run->arguments.given_count; i++) {
        const char *name = run->arguments.given[i].option->name;
        if (!command_takes(run->command, name)) {
            char *command = command_name(run->command);
            say(run->language, M_OPTION_ELSEWHERE, name, NULL);
            say(run->language, M_SEE_HELP, command, NULL);
            free(command);
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

static int check_operands(const struct run *run)
{
    int fewest = 0;
    int most = 0;
    command_operands(run->command, &fewest, &most);
    bool enough = run->operand_count >= (size_t)fewest;
    bool too_many = most >= 0 && run->operand_count > (size_t)most;
    if (enough && !too_many)
        return EXIT_DONE;
    char *name = command_name(run->command);
    const char *operands = run->command->operands;
    char *usage = format_text("%s %s", name, operands == NULL ? "" : operands);
    say(run->language, M_OPERANDS, usage, NULL);
    free(usage);
    free(name);
    return EXIT_USAGE;
}

static enum format format_named(const char *name)
{
    static const char *const names[] = {"table", "wide", "json", "ndjson",
                                        "csv",   "name", "md",   "html"};
    for (int i = 0; i < (int)(sizeof names / sizeof *names); i++) {
        if (strcmp(names[i], name) == 0)
            return (enum format)i;
    }
    return FORMAT_TABLE; /* settings_load() has refused all others */
}

static int load_settings(struct run *run)
{
    bool asks = !(run->command->flags & COMMAND_LOCAL);
    if (settings_load(&run->settings, &run->arguments, asks, run->language) != 0)
        return EXIT_USAGE;
    run->format = format_named(run->settings.values[SETTING_OUTPUT].value);
    bool english = strcmp(run->settings.values[SETTING_LANG].value, "en") == 0;
    run->language = english ? LANGUAGE_EN : LANGUAGE_VI;
    if (run->format >= FORMAT_MD && !(run->command->flags & COMMAND_PRINTS)) {
        say(run->language, M_BAD_SETTING, "output", run->settings.values[SETTING_OUTPUT].value);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static int run_command(struct run *run, size_t used)
{
    run->operands = run->arguments.words + used;
    run->operand_count = run->arguments.word_count - used;
    if (argument_flag(&run->arguments, "help")) {
        help_command(stdout, run->command, run->language);
        return EXIT_DONE;
    }
    int result = check_options(run);
    if (result == EXIT_DONE)
        result = check_operands(run);
    if (result == EXIT_DONE)
        result = load_settings(run);
    return result == EXIT_DONE ? run->command->run(run) : result;
}

static int dispatch(struct run *run)
{
    static const char *const version[] = {"version"};
    const struct arguments *line = &run->arguments;
    size_t used = 0;
    if (argument_flag(line, "version")) {
        run->command = command_find(version, 1, &used);
        return run_command(run, line->word_count);
    }
    if (line->word_count == 0) {
        bool asked = argument_flag(line, "help");
        help_overview(asked ? stdout : stderr, run->language);
        return asked ? EXIT_DONE : EXIT_USAGE;
    }
    run->command = command_find(line->words, line->word_count, &used);
    if (run->command != NULL)
        return run_command(run, used);
    if (argument_flag(line, "help") && noun_exists(line->words[0])) {
        help_noun(stdout, line->words[0], run->language);
        return EXIT_DONE;
    }
    return tell_unknown(run);
}

int main(int argc, char **argv)
{
    struct run run = {.language = early_language(argc, argv)};
    struct misuse misuse = {0};
    catch_signals();
    int result = EXIT_USAGE;
    if (arguments_parse(&run.arguments, argc, argv, &misuse) != 0)
        misused(&run, &misuse);
    else
        result = dispatch(&run);
    if (result == EXIT_DONE || result == EXIT_PARTLY || result == EXIT_DIFFERENT)
        result = output_finish(run.language) == EXIT_DONE ? result : EXIT_FAILED;
    if (interrupted)
        result = EXIT_INTERRUPTED;
    steer_client_free(run.client);
    settings_clear(&run.settings);
    arguments_free(&run.arguments);
    return result;
}

/* command_help.c - steerctl help: the tables, for people and (with -o json) for programs. */
#include "help.h"
#include "memory.h"
#include "output.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>

static void add_text(cJSON *object, const char *name, const char *text)
{
    cJSON *value = text == NULL ? cJSON_CreateNull() : cJSON_CreateString(text);
    cJSON_AddItemToObject(object, name, must(value));
}

static void add_options(cJSON *object, const struct command *command)
{
    cJSON *list = must(cJSON_AddArrayToObject(object, "options"));
    for (size_t i = 0; i < option_count; i++) {
        if (command_takes(command, options[i].name))
            cJSON_AddItemToArray(list, must(cJSON_CreateString(options[i].name)));
    }
}

/* "/v1/tasks/{}": which operation of the API a command is, for those that hold lists together. */
static cJSON *describe(const struct command *command, enum language language)
{
    cJSON *object = must(cJSON_CreateObject());
    char *name = command_name(command);
    add_text(object, "name", name);
    free(name);
    add_text(object, "noun", command->noun);
    add_text(object, "verb", command->verbs);
    add_text(object, "operands", command->operands);
    add_text(object, "method", command->method);
    add_text(object, "path", command->path);
    add_text(object, "about", in_language(language, command->about_vi, command->about_en));
    add_options(object, command);
    return object;
}

static char *describe_all(const char *noun, enum language language)
{
    cJSON *root = must(cJSON_CreateObject());
    cJSON *items = must(cJSON_AddArrayToObject(root, "items"));
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row)) {
        if (noun == NULL || strcmp(row->noun, noun) == 0)
            cJSON_AddItemToArray(items, describe(row, language));
    }
    char *printed = must(cJSON_PrintUnformatted(root));
    char *text = copy_string(printed);
    cJSON_free(printed);
    cJSON_Delete(root);
    return text;
}

static int help_for_people(struct run *run)
{
    size_t used = 0;
    if (run->operand_count == 0) {
        help_overview(stdout, run->language);
        return EXIT_DONE;
    }
    const struct command *command = command_find(run->operands, run->operand_count, &used);
    if (command != NULL)
        help_command(stdout, command, run->language);
    else
        help_noun(stdout, run->operands[0], run->language);
    return EXIT_DONE;
}

static int run_help(struct run *run)
{
    const char *noun = run_operand(run, 0);
    const char *verb = run_operand(run, 1);
    size_t used = 0;
    bool unknown = noun != NULL && !noun_exists(noun);
    if (!unknown && verb != NULL)
        unknown = command_find(run->operands, 2, &used) == NULL;
    if (unknown) {
        char *typed =
            format_text("%s%s%s", noun, verb == NULL ? "" : " ", verb == NULL ? "" : verb);
        say(run->language, M_UNKNOWN_COMMAND, typed, NULL);
        free(typed);
        return EXIT_USAGE;
    }
    if (run->format == FORMAT_TABLE || run->format == FORMAT_WIDE)
        return help_for_people(run);
    char *json = describe_all(noun, run->language);
    int result = output_list(run, json);
    free(json);
    return result;
}

const struct command help_commands[] = {
    {.noun = "help",
     .operands = "[NOUN] [VERB]",
     .flags = COMMAND_LOCAL,
     .view = "command",
     .run = run_help,
     .about_vi = "hướng dẫn",
     .about_en = "show help"},
    {.noun = NULL},
};

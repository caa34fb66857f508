/* body.c - the JSON body of a command. The client checks no rule of the register here: only what it
 * cannot put into JSON. */
#include "body.h"

#include "files.h"
#include "json.h"
#include "memory.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *iso_date(const char *text)
{
    int year = 0, month = 0, day = 0, used = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && text[used] == '\0' &&
        strlen(text) == 10)
        return copy_string(text);
    if (sscanf(text, "%2d/%2d/%4d%n", &day, &month, &year, &used) == 3 && text[used] == '\0' &&
        isdigit((unsigned char)text[0]) && year >= 1000 && day > 0 && month > 0)
        return format_text("%04d-%02d-%02d", year, month, day);
    return NULL; /* whether the day exists is the server's to say */
}

void body_set(cJSON *object, const char *member, cJSON *value)
{
    const char *dot = strchr(member, '.');
    if (dot == NULL) {
        cJSON_DeleteItemFromObjectCaseSensitive(object, member);
        cJSON_AddItemToObject(object, member, must(value));
        return;
    }
    char *name = copy_bytes(member, (size_t)(dot - member));
    cJSON *inner = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!cJSON_IsObject(inner)) {
        inner = cJSON_CreateObject();
        body_set(object, name, inner);
    }
    free(name);
    body_set(inner, dot + 1, value);
}

/* The array at `member`, made anew for the first value that an option gives. */
static void append(cJSON *object, const char *member, cJSON *value)
{
    cJSON *list = cJSON_GetObjectItemCaseSensitive(object, member);
    cJSON_AddItemToArray(list, must(value));
}

static cJSON *text_value(const char *text)
{
    return must(cJSON_CreateString(text));
}

static int bad_option(const struct run *run, int message, const struct given *given)
{
    say(run->language, message, given->option->name, given->value);
    return EXIT_USAGE;
}

/* Kept as written: a number of twenty digits is the server's to refuse. */
static int set_integer(cJSON *object, const char *member, const struct run *run,
                       const struct given *given)
{
    const char *digits = given->value + (*given->value == '-');
    if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0' ||
        (*digits == '0' && digits[1] != '\0'))
        return bad_option(run, M_BAD_NUMBER, given);
    body_set(object, member, cJSON_CreateRaw(given->value));
    return EXIT_DONE;
}

static int set_date(cJSON *object, const char *member, const struct run *run,
                    const struct given *given)
{
    char *date = iso_date(given->value);
    if (date == NULL)
        return bad_option(run, M_BAD_DATE, given);
    body_set(object, member, text_value(date));
    free(date);
    return EXIT_DONE;
}

static int add_words(cJSON *object, const char *member, const struct given *given)
{
    const char *word = given->value;
    while (*word != '\0') {
        size_t length = strcspn(word, ",");
        char *copy = copy_bytes(word, length);
        if (length > 0)
            append(object, member, text_value(copy));
        free(copy);
        word += length + (word[length] == ',');
    }
    return EXIT_DONE;
}

static int set_content(cJSON *object, const char *member, const struct run *run,
                       const struct given *given)
{
    size_t size = 0;
    char *text = read_file(given->value, &size, run->language);
    if (text == NULL)
        return EXIT_FAILED;
    body_set(object, member, text_value(text));
    free(text);
    return EXIT_DONE;
}

/* Text goes to the one member that is meant by it. */
cJSON *body_entry(enum option_kind kind, const char *text)
{
    if (*text == '{')
        return json_parse_all(text);
    bool address = strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0;
    const char *name = kind == OPTION_OBSTACLE ? "title" : address ? "url" : "document_number";
    cJSON *entry = must(cJSON_CreateObject());
    body_set(entry, name, text_value(text));
    return entry;
}

static int add_entry(cJSON *object, const char *member, const struct run *run,
                     const struct given *given)
{
    cJSON *entry = body_entry(given->option->kind, given->value);
    if (entry == NULL)
        return bad_option(run, M_BAD_JSON, given);
    append(object, member, entry);
    return EXIT_DONE;
}

static int add_identifier(cJSON *object, const char *member, const struct run *run,
                          const struct given *given)
{
    const char *equals = strchr(given->value, '=');
    if (*given->value == '{')
        return add_entry(object, member, run, given);
    if (equals == NULL)
        return bad_option(run, M_BAD_PAIR, given);
    cJSON *entry = must(cJSON_CreateObject());
    char *scheme = copy_bytes(given->value, (size_t)(equals - given->value));
    body_set(entry, "scheme", text_value(scheme));
    body_set(entry, "value", text_value(equals + 1));
    append(object, member, entry);
    free(scheme);
    return EXIT_DONE;
}

/* head=post:pho-bi-thu */
static int add_team_member(cJSON *object, const char *member, const struct run *run,
                           const struct given *given)
{
    const char *equals = strchr(given->value, '=');
    const char *colon = equals == NULL ? NULL : strchr(equals, ':');
    if (*given->value == '{')
        return add_entry(object, member, run, given);
    if (colon == NULL)
        return bad_option(run, M_BAD_MEMBER, given);
    cJSON *entry = must(cJSON_CreateObject());
    char *role = copy_bytes(given->value, (size_t)(equals - given->value));
    char *kind = copy_bytes(equals + 1, (size_t)(colon - equals - 1));
    body_set(entry, "role", text_value(role));
    body_set(entry, kind, text_value(colon + 1));
    append(object, member, entry);
    free(kind);
    free(role);
    return EXIT_DONE;
}

/* --set name=text, --set name:=json */
static int set_pair(cJSON *object, const struct run *run, const struct given *given)
{
    const char *equals = strchr(given->value, '=');
    if (equals == NULL || equals == given->value)
        return bad_option(run, M_BAD_PAIR, given);
    bool json = equals[-1] == ':';
    char *name = copy_bytes(given->value, (size_t)(equals - given->value) - json);
    int result = *name == '\0' ? bad_option(run, M_BAD_PAIR, given) : EXIT_DONE;
    if (result == EXIT_DONE && json) {
        cJSON *value = json_parse_all(equals + 1);
        if (value == NULL)
            result = bad_option(run, M_BAD_JSON, given);
        else
            body_set(object, name, cJSON_CreateRaw(equals + 1));
        cJSON_Delete(value);
    } else if (result == EXIT_DONE) {
        body_set(object, name, text_value(equals + 1));
    }
    free(name);
    return result;
}

static bool is_list(enum option_kind kind)
{
    return kind == OPTION_LIST || kind == OPTION_EVIDENCE || kind == OPTION_OBSTACLE ||
           kind == OPTION_IDENTIFIER || kind == OPTION_MEMBER;
}

/* A list that options give replaces the one of the file. */
static void begin_lists(cJSON *object, const struct run *run)
{
    for (size_t i = 0; i < run->arguments.given_count; i++) {
        const struct option *option = run->arguments.given[i].option;
        if (!is_list(option->kind) || !has_word(run->command->members, option->name))
            continue;
        char *member = option_member(option);
        body_set(object, member, cJSON_CreateArray());
        free(member);
    }
}

static int apply_member(cJSON *object, const char *member, const struct run *run,
                        const struct given *given)
{
    switch (given->option->kind) {
    case OPTION_FLAG:
        body_set(object, member, cJSON_CreateBool(strcmp(given->value, "true") == 0));
        return EXIT_DONE;
    case OPTION_INTEGER:
        return set_integer(object, member, run, given);
    case OPTION_DATE:
    case OPTION_WHEN:
        return set_date(object, member, run, given);
    case OPTION_LIST:
        return add_words(object, member, given);
    case OPTION_CONTENT:
        return set_content(object, member, run, given);
    case OPTION_EVIDENCE:
    case OPTION_OBSTACLE:
        return add_entry(object, member, run, given);
    case OPTION_IDENTIFIER:
        return add_identifier(object, member, run, given);
    case OPTION_MEMBER:
        return add_team_member(object, member, run, given);
    default:
        body_set(object, member, text_value(given->value));
        return EXIT_DONE;
    }
}

/* "decision.signer", where the command's body has a signer of the decision. The caller frees it. */
static char *member_of(const struct command *command, const struct option *option)
{
    char *member = option_member(option);
    if (!has_word(command->inner, option->name))
        return member;
    char *longer = format_text("%s.%s", command->inside, member);
    free(member);
    return longer;
}

static int apply(cJSON *object, const struct run *run, const struct given *given)
{
    if (given->option->kind == OPTION_SET)
        return set_pair(object, run, given);
    if (given->option->kind == OPTION_UNSET) {
        body_set(object, given->value, cJSON_CreateNull());
        return EXIT_DONE;
    }
    if (!has_word(run->command->members, given->option->name))
        return EXIT_DONE;
    char *member = member_of(run->command, given->option);
    int result = apply_member(object, member, run, given);
    free(member);
    return result;
}

/* "action=assign" */
static void apply_fixed(cJSON *object, const char *fixed)
{
    const char *equals = fixed == NULL ? NULL : strchr(fixed, '=');
    if (equals == NULL)
        return;
    char *name = copy_bytes(fixed, (size_t)(equals - fixed));
    body_set(object, name, text_value(equals + 1));
    free(name);
}

static bool has_members(const struct run *run)
{
    for (size_t i = 0; i < run->arguments.given_count; i++) {
        const struct option *option = run->arguments.given[i].option;
        if (option->kind == OPTION_SET || option->kind == OPTION_UNSET ||
            has_word(run->command->members, option->name))
            return true;
    }
    return run->command->fixed != NULL;
}

/* The text of --file, checked to be JSON; NULL in *out when there is no --file. */
static int read_body(char **out, cJSON **parsed, const struct run *run)
{
    const char *path = argument_value(&run->arguments, "file");
    size_t size = 0;
    *out = NULL;
    *parsed = NULL;
    if (path == NULL)
        return EXIT_DONE;
    *out = read_file(path, &size, run->language);
    if (*out == NULL)
        return EXIT_FAILED;
    *parsed = strlen(*out) == size ? json_parse_all(*out) : NULL;
    if (*parsed != NULL)
        return EXIT_DONE;
    say(run->language, M_BAD_JSON, path, "");
    free(*out);
    *out = NULL;
    return EXIT_USAGE;
}

int body_options(cJSON *object, const struct run *run)
{
    int result = EXIT_DONE;
    begin_lists(object, run);
    for (size_t i = 0; i < run->arguments.given_count && result == EXIT_DONE; i++)
        result = apply(object, run, &run->arguments.given[i]);
    apply_fixed(object, run->command->fixed);
    return result;
}

int body_object(cJSON **out, const struct run *run)
{
    char *text = NULL;
    *out = NULL;
    int result = read_body(&text, out, run);
    free(text);
    if (result != EXIT_DONE)
        return result;
    if (*out == NULL)
        *out = must(cJSON_CreateObject());
    if (!cJSON_IsObject(*out)) {
        say(run->language, M_NOT_AN_OBJECT, argument_value(&run->arguments, "file"), NULL);
        result = EXIT_USAGE;
    } else {
        result = body_options(*out, run);
    }
    if (result != EXIT_DONE) {
        cJSON_Delete(*out);
        *out = NULL;
    }
    return result;
}

int body_build(char **out, const struct run *run)
{
    cJSON *object = NULL;
    *out = NULL;
    if (!has_members(run)) {
        int result = read_body(out, &object, run);
        cJSON_Delete(object);
        if (result == EXIT_DONE && *out == NULL)
            *out = copy_string("");
        return result;
    }
    int result = body_object(&object, run);
    if (result == EXIT_DONE) {
        char *text = must(cJSON_PrintUnformatted(object));
        *out = copy_string(text);
        cJSON_free(text);
    }
    cJSON_Delete(object);
    return result;
}

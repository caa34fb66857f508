/* options.c - the table of options, and the reading of a command line. */
#include "options.h"

#include "memory.h"
#include "messages.h"

#include <stdlib.h>
#include <string.h>

const struct option options[] = {
#define OPTION(name, letter, kind, argument, member, values, vi, en)                               \
    {name, letter, OPTION_##kind, argument, member, values, vi, en},
#include "options.def"
#undef OPTION
};
const size_t option_count = sizeof options / sizeof *options;

const struct option *option_find(const char *name, size_t length)
{
    for (size_t i = 0; i < option_count; i++) {
        if (strlen(options[i].name) == length && memcmp(options[i].name, name, length) == 0)
            return &options[i];
    }
    return NULL;
}

static const struct option *find_letter(char letter)
{
    for (size_t i = 0; i < option_count; i++) {
        if (options[i].letter != 0 && options[i].letter == letter)
            return &options[i];
    }
    return NULL;
}

static char *with_underscores(const char *name)
{
    char *text = copy_string(name);
    for (char *letter = text; *letter != '\0'; letter++) {
        if (*letter == '-')
            *letter = '_';
    }
    return text;
}

char *option_member(const struct option *option)
{
    return option->member == NULL ? with_underscores(option->name) : copy_string(option->member);
}

/* Only "search" is called otherwise in a query: a list member ("co_agencies") is asked for one by
 * one ("co_agency"). */
char *option_parameter(const struct option *option)
{
    return strcmp(option->name, "search") == 0 ? copy_string("q") : with_underscores(option->name);
}

const char *next_word(const char *text, size_t *length)
{
    if (text == NULL)
        return NULL;
    text += strspn(text, " ");
    *length = strcspn(text, " ");
    return *length == 0 ? NULL : text;
}

bool has_word(const char *words, const char *name)
{
    size_t length = 0;
    for (const char *word = next_word(words, &length); word != NULL;
         word = next_word(word + length, &length)) {
        if (strlen(name) == length && memcmp(word, name, length) == 0)
            return true;
    }
    return false;
}

/* The words that are left, as argv itself is. */
struct reading {
    struct arguments *out;
    char **argv;
    int argc;
    int index;
    struct misuse *misuse;
};

static int refuse(struct misuse *misuse, int message, const char *what)
{
    *misuse = (struct misuse){message, what};
    return -1;
}

static void add_given(struct arguments *arguments, const struct option *option, const char *value)
{
    arguments->given[arguments->given_count++] = (struct given){option, value};
}

/* An option whose value may stand in the same word (`value`) or be the next one. */
static int take_option(struct reading *reading, const struct option *option, const char *value)
{
    const char *word = reading->argv[reading->index];
    if (option->kind == OPTION_FLAG) {
        if (value != NULL && strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
            return refuse(reading->misuse, M_BAD_FLAG, word);
        add_given(reading->out, option, value == NULL ? "true" : value);
        return 0;
    }
    if (value == NULL) {
        if (reading->index + 1 >= reading->argc)
            return refuse(reading->misuse, M_VALUE_MISSING, word);
        value = reading->argv[++reading->index];
    }
    add_given(reading->out, option, value);
    return 0;
}

static int take_long(struct reading *reading, const char *text)
{
    const char *equals = strchr(text, '=');
    size_t length = equals == NULL ? strlen(text) : (size_t)(equals - text);
    const struct option *option = option_find(text, length);
    if (option != NULL)
        return take_option(reading, option, equals == NULL ? NULL : equals + 1);
    if (length > 3 && strncmp(text, "no-", 3) == 0 && equals == NULL) {
        option = option_find(text + 3, length - 3);
        if (option != NULL && option->kind == OPTION_FLAG)
            return take_option(reading, option, "false");
    }
    return refuse(reading->misuse, M_UNKNOWN_OPTION, reading->argv[reading->index]);
}

/* -o json, -ojson, -ny */
static int take_letters(struct reading *reading, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const struct option *option = find_letter(*letters);
        if (option == NULL)
            return refuse(reading->misuse, M_UNKNOWN_OPTION, reading->argv[reading->index]);
        if (option->kind != OPTION_FLAG)
            return take_option(reading, option, letters[1] == '\0' ? NULL : letters + 1);
        add_given(reading->out, option, "true");
    }
    return 0;
}

static int take_word(struct reading *reading, const char *word)
{
    if (strncmp(word, "--", 2) == 0)
        return take_long(reading, word + 2);
    /* "-5" is a number: no letter is a digit. */
    if (word[0] == '-' && word[1] != '\0' && (word[1] < '0' || word[1] > '9'))
        return take_letters(reading, word + 1);
    reading->out->words[reading->out->word_count++] = word;
    return 0;
}

/* Room for the worst: every byte of the line a letter of its own. */
static void make_room(struct arguments *out, int argc, char **argv)
{
    size_t bytes = 1;
    for (int i = 1; i < argc; i++)
        bytes += strlen(argv[i]) + 1;
    out->words = must(calloc((size_t)argc + 1, sizeof *out->words));
    out->given = must(calloc(bytes, sizeof *out->given));
}

int arguments_parse(struct arguments *out, int argc, char **argv, struct misuse *misuse)
{
    *out = (struct arguments){0};
    make_room(out, argc, argv);
    struct reading reading = {out, argv, argc, 1, misuse};
    bool plain = false; /* after -- */
    for (; reading.index < argc; reading.index++) {
        const char *word = argv[reading.index];
        if (plain)
            out->words[out->word_count++] = word;
        else if (strcmp(word, "--") == 0)
            plain = true;
        else if (take_word(&reading, word) != 0)
            return -1;
    }
    return 0;
}

void arguments_free(struct arguments *arguments)
{
    free(arguments->words);
    free(arguments->given);
    *arguments = (struct arguments){0};
}

const char *argument_value(const struct arguments *arguments, const char *name)
{
    for (size_t i = arguments->given_count; i-- > 0;) {
        if (strcmp(arguments->given[i].option->name, name) == 0)
            return arguments->given[i].value;
    }
    return NULL;
}

bool argument_flag(const struct arguments *arguments, const char *name)
{
    const char *value = argument_value(arguments, name);
    return value != NULL && strcmp(value, "false") != 0;
}

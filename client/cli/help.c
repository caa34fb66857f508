/* help.c - help, made from the tables. */
#include "help.h"

#include "memory.h"
#include "width.h"

#include <stdlib.h>
#include <string.h>

enum { LEFT = 36, LEFT_OVERVIEW = 44 };

static void write_pair(FILE *out, const char *left, const char *right, size_t width)
{
    size_t wide = text_width(left);
    fprintf(out, "  %s", left);
    if (wide > width) {
        fputc('\n', out);
        wide = 0;
        fputs("  ", out);
    }
    for (; wide < width; wide++)
        fputc(' ', out);
    fprintf(out, "  %s\n", right);
}

static char *usage_of(const struct command *command)
{
    char *name = command_name(command);
    char *text = command->operands == NULL ? copy_string(name)
                                           : format_text("%s %s", name, command->operands);
    free(name);
    return text;
}

static void write_command(FILE *out, const struct command *command, enum language language)
{
    char *usage = usage_of(command);
    write_pair(out, usage, in_language(language, command->about_vi, command->about_en),
               LEFT_OVERVIEW);
    free(usage);
}

static void write_option(FILE *out, const struct option *option, enum language language)
{
    char letter[8] = "    ";
    if (option->letter != 0)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    char *left =
        format_text("%s--%s%s%s", letter, option->name, option->argument == NULL ? "" : " ",
                    option->argument == NULL ? "" : option->argument);
    char *about = copy_string(in_language(language, option->about_vi, option->about_en));
    if (option->values != NULL && strcmp(option->values, option->argument) != 0) {
        char *longer = format_text("%s: %s", about, option->values);
        free(about);
        about = longer;
    }
    write_pair(out, left, about, LEFT);
    free(about);
    free(left);
}

/* The options of a kind that the command takes: members, everywhere, or the rest. */
enum section { SECTION_OWN, SECTION_MEMBERS, SECTION_EVERYWHERE };

static enum section section_of(const struct command *command, const struct option *option)
{
    if (has_word(command->members, option->name))
        return SECTION_MEMBERS;
    static const struct command nothing = {.noun = "", .flags = 0};
    return command_takes(&nothing, option->name) ? SECTION_EVERYWHERE : SECTION_OWN;
}

static void write_section(FILE *out, const struct command *command, enum section section,
                          enum language language)
{
    static const int titles[] = {M_HELP_OPTIONS, M_HELP_MEMBERS, M_HELP_EVERYWHERE};
    bool begun = false;
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &options[i];
        if (!command_takes(command, option->name) || section_of(command, option) != section)
            continue;
        if (!begun)
            fprintf(out, "\n%s:\n", message_plain(language, titles[section]));
        begun = true;
        write_option(out, option, language);
    }
}

static void write_synonyms(FILE *out, const struct command *command, enum language language)
{
    size_t length = 0;
    const char *word = next_word(command->verbs, &length);
    if (word == NULL || word[length] == '\0')
        return;
    fprintf(out, "(%s: %s)\n", message_plain(language, M_HELP_ALSO), word + length + 1);
}

void help_command(FILE *out, const struct command *command, enum language language)
{
    char *usage = usage_of(command);
    fprintf(out, "%s: steerctl %s\n", message_plain(language, M_HELP_USAGE), usage);
    fprintf(out, "%s\n", in_language(language, command->about_vi, command->about_en));
    write_synonyms(out, command, language);
    write_section(out, command, SECTION_MEMBERS, language);
    write_section(out, command, SECTION_OWN, language);
    write_section(out, command, SECTION_EVERYWHERE, language);
    free(usage);
}

void help_noun(FILE *out, const char *noun, enum language language)
{
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row)) {
        if (strcmp(row->noun, noun) == 0)
            write_command(out, row, language);
    }
}

void help_overview(FILE *out, enum language language)
{
    fprintf(out, "%s\n\n%s: %s\n\n%s:\n", message_plain(language, M_HELP_TAGLINE),
            message_plain(language, M_HELP_USAGE), message_plain(language, M_HELP_COMMAND_LINE),
            message_plain(language, M_HELP_COMMANDS));
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row))
        write_command(out, row, language);
    static const struct command nothing = {.noun = "", .flags = 0};
    write_section(out, &nothing, SECTION_EVERYWHERE, language);
    fprintf(out, "\n%s\n", message_plain(language, M_HELP_MORE));
}

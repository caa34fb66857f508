/* commands.c - finds commands in the tables of the nouns. */
#include "commands.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

static const struct command *const tables[] = {
    auth_commands,      config_commands,         agency_commands,     person_commands,
    post_commands,      document_commands,       programme_commands,  committee_commands,
    decision_commands,  task_commands,           extension_commands,  target_commands,
    status_commands,    setting_commands,        obstacle_commands,   urging_commands,
    dashboard_commands, calendar_commands,       inspection_commands, queue_commands,
    outbox_commands,    notice_address_commands, client_commands,     audit_commands,
    api_commands,       completion_commands,     version_commands,    help_commands,
};
enum { TABLE_COUNT = sizeof tables / sizeof *tables };

static const char every[] = "output columns excel lang profile config url client-id secret-file "
                            "token-file ca-file plain-http timeout retries help version";

const struct command *command_next(const struct command *command)
{
    if (command == NULL)
        return tables[0];
    if ((command + 1)->noun != NULL)
        return command + 1;
    for (size_t i = 0; i + 1 < TABLE_COUNT; i++) {
        if (strcmp(tables[i]->noun, command->noun) == 0)
            return tables[i + 1];
    }
    return NULL;
}

bool noun_exists(const char *noun)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (strcmp(tables[i]->noun, noun) == 0)
            return true;
    }
    return false;
}

static const struct command *find_verb(const char *noun, const char *verb)
{
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row)) {
        if (strcmp(row->noun, noun) == 0 &&
            (row->verbs == NULL || (verb != NULL && has_word(row->verbs, verb))))
            return row;
    }
    return NULL;
}

const struct command *command_find(const char *const *words, size_t count, size_t *used)
{
    const struct command *row = NULL;
    if (count > 0)
        row = find_verb(words[0], count > 1 ? words[1] : NULL);
    *used = row == NULL || row->verbs == NULL ? 1 : 2;
    if (row == NULL && count > 2) {
        char *verb = format_text("%s-%s", words[1], words[2]);
        row = find_verb(words[0], verb);
        *used = 3;
        free(verb);
    }
    return row;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* How many letters differ (Levenshtein), for words up to 31 letters. */
static size_t distance(const char *one, const char *other, size_t length)
{
    enum { LONGEST = 32 };
    size_t row[LONGEST];
    if (strlen(one) >= LONGEST || length >= LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; one[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t above = row[j];
            row[j] = smallest(above + 1, row[j - 1] + 1,
                              diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
            diagonal = above;
        }
    }
    return row[length];
}

/* The best of the words so far, in *best with its length. */
static void consider(const char **best, size_t *best_length, size_t *nearest, const char *typed,
                     const char *words)
{
    size_t length = 0;
    for (const char *word = next_word(words, &length); word != NULL;
         word = next_word(word + length, &length)) {
        size_t apart = distance(typed, word, length);
        if (apart < *nearest) {
            *nearest = apart;
            *best = word;
            *best_length = length;
        }
    }
}

char *command_guess(const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t length = 0;
    size_t nearest = 3; /* more wrong letters than two are another word */
    if (count == 0)
        return NULL;
    bool known = noun_exists(words[0]);
    if (known && count < 2)
        return NULL;
    for (const struct command *row = command_next(NULL); row != NULL; row = command_next(row)) {
        if (!known)
            consider(&best, &length, &nearest, words[0], row->noun);
        else if (strcmp(row->noun, words[0]) == 0)
            consider(&best, &length, &nearest, words[1], row->verbs);
    }
    if (best == NULL)
        return NULL;
    return known ? format_text("%s %.*s", words[0], (int)length, best) : copy_bytes(best, length);
}

char *command_name(const struct command *command)
{
    size_t length = 0;
    const char *verb = next_word(command->verbs, &length);
    return verb == NULL ? copy_string(command->noun)
                        : format_text("%s %.*s", command->noun, (int)length, verb);
}

bool command_takes(const struct command *command, const char *option)
{
    unsigned flags = command->flags;
    bool creates = command->method != NULL && strcmp(command->method, "POST") == 0;
    return has_word(every, option) || has_word(command->filters, option) ||
           has_word(command->members, option) || has_word(command->options, option) ||
           (command->members != NULL && has_word("file set unset", option)) ||
           ((flags & COMMAND_PAGED) && has_word("limit cursor all", option)) ||
           ((flags & COMMAND_CHANGES) && has_word("dry-run", option)) ||
           ((flags & COMMAND_CHANGES) && creates && has_word("idempotency-key", option)) ||
           ((flags & COMMAND_VERSIONED) && has_word("if-match", option)) ||
           ((flags & COMMAND_FINAL) && has_word("yes", option));
}

void command_operands(const struct command *command, int *fewest, int *most)
{
    size_t length = 0;
    *fewest = *most = 0;
    for (const char *word = next_word(command->operands, &length); word != NULL;
         word = next_word(word + length, &length)) {
        bool repeated = length > 3 && memcmp(word + length - 3, "...", 3) == 0;
        if (*word != '[')
            ++*fewest;
        if (*most >= 0)
            *most = repeated ? -1 : *most + 1;
    }
}

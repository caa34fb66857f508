/* messages.c - what steerctl says, in the language that was chosen. */
#include "messages.h"

#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *vi;
    const char *en;
} messages[] = {
#define MESSAGE(name, vi, en) {vi, en},
#include "messages.def"
#undef MESSAGE
};

const char *in_language(enum language language, const char *vi, const char *en)
{
    return language == LANGUAGE_EN ? en : vi;
}

const char *message_plain(enum language language, int message)
{
    return in_language(language, messages[message].vi, messages[message].en);
}

char *message_text(enum language language, int message, const char *first, const char *second)
{
    const char *text = message_plain(language, message);
    char *filled = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&filled, &size));
    while (*text != '\0') {
        if (strncmp(text, "{0}", 3) == 0 || strncmp(text, "{1}", 3) == 0) {
            const char *value = text[1] == '0' ? first : second;
            fputs(value == NULL ? "" : value, out);
            text += 3;
        } else {
            fputc(*text++, out);
        }
    }
    fclose(out);
    return must(filled);
}

void say(enum language language, int message, const char *first, const char *second)
{
    char *text = message_text(language, message, first, second);
    fprintf(stderr, "steerctl: %s\n", text);
    free(text);
}

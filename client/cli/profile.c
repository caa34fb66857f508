/* profile.c - reads and changes the configuration file. */
#include "profile.h"

#include "files.h"
#include "memory.h"
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char known_names[] = "url client_id client_secret_file client_secret ca_file "
                                  "plain_http output lang timeout retries";

/* One reading of the file. */
struct parsing {
    struct profiles *out;
    const char *section;
    char *name; /* of the section, owned */
    int line;
};

static void trim(char **start, char *end)
{
    while (*start < end && isspace((unsigned char)**start))
        ++*start;
    while (end > *start && isspace((unsigned char)end[-1]))
        end--;
    *end = '\0';
}

/* A comment begins the line, or follows white space. */
static void cut_comment(char *line)
{
    for (char *here = line; *here != '\0'; here++) {
        bool opens = *here == ';' || *here == '#';
        if (opens && (here == line || isspace((unsigned char)here[-1]))) {
            *here = '\0';
            return;
        }
    }
}

static void add_entry(struct profiles *profiles, const char *profile, const char *name,
                      const char *value)
{
    profiles->entries =
        must(realloc(profiles->entries, (profiles->count + 1) * sizeof *profiles->entries));
    profiles->entries[profiles->count++] =
        (struct profile_entry){copy_string(profile), copy_string(name), copy_string(value)};
}

static int parse_section(struct parsing *parsing, char *text)
{
    size_t length = strlen(text);
    if (length < 3 || text[length - 1] != ']')
        return -1;
    text[length - 1] = '\0';
    if (profile_exists(parsing->out, text + 1))
        return -1;
    free(parsing->name);
    parsing->name = copy_string(text + 1);
    add_entry(parsing->out, parsing->name, "", "");
    return 0;
}

static int parse_line(struct parsing *parsing, char *line)
{
    char *start = line;
    cut_comment(line);
    trim(&start, line + strlen(line));
    if (*start == '\0')
        return 0;
    if (*start == '[')
        return parse_section(parsing, start);
    char *equals = strchr(start, '=');
    if (equals == NULL)
        return -1;
    char *name = start;
    char *value = equals + 1;
    *equals = '\0';
    trim(&name, equals);
    trim(&value, value + strlen(value));
    bool in_section = parsing->name != NULL;
    const char *allowed = in_section ? known_names : "profile";
    if (!has_word(allowed, name) ||
        profile_value(parsing->out, in_section ? parsing->name : "", name) != NULL)
        return -1;
    add_entry(parsing->out, in_section ? parsing->name : "", name, value);
    return 0;
}

static int parse(struct profiles *out, char *text, enum language language)
{
    struct parsing parsing = {.out = out};
    int result = 0;
    char *rest = text;
    for (char *line = strsep(&rest, "\n"); line != NULL && result == 0;
         line = strsep(&rest, "\n")) {
        parsing.line++;
        result = parse_line(&parsing, line);
    }
    if (result != 0) {
        char number[16];
        snprintf(number, sizeof number, "%d", parsing.line);
        say(language, M_CONFIG_LINE, out->path, number);
    }
    free(parsing.name);
    return result;
}

static bool holds_secret(const struct profiles *profiles)
{
    for (size_t i = 0; i < profiles->count; i++) {
        if (strcmp(profiles->entries[i].name, "client_secret") == 0)
            return true;
    }
    return false;
}

/* Whether only its owner, who is us or root, can read the file. */
static int require_private(FILE *stream, const char *path, enum language language)
{
    struct stat about;
    if (fstat(fileno(stream), &about) != 0 || !S_ISREG(about.st_mode))
        return 0; /* a pipe: nothing that stays */
    if ((about.st_mode & 077) != 0) {
        say(language, M_READABLE_BY_OTHERS, path, NULL);
        return -1;
    }
    if (about.st_uid != geteuid() && about.st_uid != 0) {
        say(language, M_OWNED_BY_OTHERS, path, NULL);
        return -1;
    }
    return 0;
}

int profiles_read(struct profiles *out, const char *path, enum language language)
{
    *out = (struct profiles){.path = copy_string(path)};
    FILE *stream = fopen(path, "re");
    if (stream == NULL && (errno == ENOENT || errno == ENOTDIR))
        return 0;
    size_t size = 0;
    char *text = stream == NULL ? NULL : read_stream(stream, &size);
    int result = -1;
    if (text == NULL)
        say(language, M_CANNOT_READ, path, strerror(errno));
    else
        result = parse(out, text, language);
    if (result == 0 && holds_secret(out))
        result = require_private(stream, path, language);
    if (text != NULL)
        explicit_bzero(text, size);
    free(text);
    if (stream != NULL)
        fclose(stream);
    if (result != 0)
        profiles_free(out);
    return result;
}

void profiles_free(struct profiles *profiles)
{
    for (size_t i = 0; i < profiles->count; i++) {
        free(profiles->entries[i].profile);
        free(profiles->entries[i].name);
        wipe_string(profiles->entries[i].value);
    }
    free(profiles->entries);
    free(profiles->path);
    *profiles = (struct profiles){0};
}

const char *profile_value(const struct profiles *profiles, const char *profile, const char *name)
{
    for (size_t i = 0; i < profiles->count; i++) {
        const struct profile_entry *entry = &profiles->entries[i];
        if (strcmp(entry->profile, profile) == 0 && strcmp(entry->name, name) == 0)
            return entry->value;
    }
    return NULL;
}

bool profile_exists(const struct profiles *profiles, const char *profile)
{
    return *profile != '\0' && profile_value(profiles, profile, "") != NULL;
}

const char *profile_default(const struct profiles *profiles)
{
    return profile_value(profiles, "", "profile");
}

char *beside(const char *config, const char *path)
{
    const char *slash = strrchr(config, '/');
    if (*path == '/' || slash == NULL)
        return copy_string(path);
    return format_text("%.*s/%s", (int)(slash - config), config, path);
}

static int write_config(const char *path, const char *before, const char *after,
                        enum language language)
{
    struct new_file file;
    if (make_parents(path) != 0 || new_file_begin(&file, path, 0600) != 0) {
        say(language, M_CANNOT_WRITE, path, strerror(errno));
        return -1;
    }
    fputs(before, file.stream);
    fputs(after, file.stream);
    if (new_file_commit(&file) == 0)
        return 0;
    say(language, M_CANNOT_WRITE, path, strerror(errno));
    return -1;
}

/* The file as it is; "" when there is none. NULL: told. */
static char *current(const char *path, enum language language)
{
    size_t size = 0;
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return copy_string("");
    return read_file(path, &size, language);
}

/* Where the line `profile = …` before the first section begins; NULL: there is none. */
static char *default_line(char *text)
{
    for (char *line = text; line != NULL && *line != '\0';) {
        char *word = line + strspn(line, " \t");
        if (*word == '[')
            return NULL;
        if (strncmp(word, "profile", 7) == 0 && word[7 + strspn(word + 7, " \t")] == '=')
            return line;
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    return NULL;
}

int profiles_set_default(const char *path, const char *profile, enum language language)
{
    char *text = current(path, language);
    if (text == NULL)
        return -1;
    char *line = default_line(text);
    char *rest = text;
    if (line != NULL) {
        char *end = strchr(line, '\n');
        rest = end == NULL ? line + strlen(line) : end + 1;
    }
    int before = line == NULL ? 0 : (int)(line - text);
    char *head = format_text("%.*sprofile = %s\n", before, text, profile);
    int result = write_config(path, head, rest, language);
    wipe_string(head);
    wipe_string(text);
    return result;
}

int profiles_append(const char *path, const char *section, enum language language)
{
    char *text = current(path, language);
    if (text == NULL)
        return -1;
    size_t length = strlen(text);
    const char *gap = length == 0 ? "" : text[length - 1] == '\n' ? "\n" : "\n\n";
    char *tail = format_text("%s%s", gap, section);
    int result = write_config(path, text, tail, language);
    free(tail);
    wipe_string(text);
    return result;
}

/* One line of text; NULL: told. */
static char *first_line(char *text, const char *path, enum language language)
{
    text[strcspn(text, "\r\n")] = '\0';
    if (*text != '\0')
        return text;
    say(language, M_EMPTY_SECRET, path, NULL);
    wipe_string(text);
    return NULL;
}

char *read_secret(const char *path, enum language language)
{
    size_t size = 0;
    if (strcmp(path, "-") == 0) {
        char *text = read_file(path, &size, language);
        return text == NULL ? NULL : first_line(text, path, language);
    }
    FILE *stream = fopen(path, "re");
    if (stream == NULL) {
        say(language, M_CANNOT_READ, path, strerror(errno));
        return NULL;
    }
    char *text = NULL;
    if (require_private(stream, path, language) == 0) {
        text = read_stream(stream, &size);
        if (text == NULL)
            say(language, M_CANNOT_READ, path, strerror(errno));
    }
    fclose(stream);
    return text == NULL ? NULL : first_line(text, path, language);
}

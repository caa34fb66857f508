/* log.c - writes log lines: built in one buffer, held for the rest of a turn of the loop where
 * there is one, written whole, never blocking on a lock. */
#include "log.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Texts stop short of the end, and fields are left out, so that a cut line is still one JSON
 * object. */
enum { LINE_MAX_BYTES = 4096, TEXT_ROOM = 32, FIELD_ROOM = 160 };

/* Lines that wait, at most what a pipe takes in one piece: those of several processes must not mix.
 */
static struct {
    char bytes[PIPE_BUF];
    size_t size;
    void (*on_held)(void *context);
    void *context;
} held;

static enum log_level threshold = LOG_LEVEL_INFO;
static char process[32] = "steerd";

static const char *const level_names[] = {"debug", "info", "warning", "error"};

struct line {
    char bytes[LINE_MAX_BYTES];
    size_t size;
};

void log_level_set(enum log_level level)
{
    threshold = level;
}

int log_level_from_text(enum log_level *out, const char *text)
{
    for (size_t i = 0; i < sizeof level_names / sizeof *level_names; i++) {
        if (strcmp(text, level_names[i]) == 0) {
            *out = (enum log_level)i;
            return 0;
        }
    }
    return -1;
}

void log_process_set(const char *name)
{
    snprintf(process, sizeof process, "%s", name);
}

static void put(struct line *line, const char *bytes, size_t size)
{
    memcpy(line->bytes + line->size, bytes, size);
    line->size += size;
}

static void put_text(struct line *line, const char *text)
{
    put(line, text, strlen(text));
}

/* DEL and C1 controls can steer a terminal as well as C0 can; C1 arrive as 0xC2 0x80..0x9F. */
static void put_escaped(struct line *line, const char *text)
{
    char escape[8];
    const unsigned char *p = (const unsigned char *)text;
    for (; *p != '\0' && line->size < sizeof line->bytes - TEXT_ROOM; p++) {
        bool c1 = p[0] == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F;
        if (*p == '"' || *p == '\\')
            put(line, (char[]){'\\', (char)*p}, 2);
        else if (*p >= 0x20 && *p != 0x7F && !c1)
            put(line, (const char *)p, 1);
        else
            put(line, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c1 ? *++p : *p));
    }
}

/* The second is worked out once; most lines share it with the one before. */
static void put_time(struct line *line)
{
    static time_t second = -1;
    static char prefix[32];
    static size_t prefix_size;
    struct timespec now;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &now);
    if (now.tv_sec != second) {
        second = now.tv_sec;
        gmtime_r(&second, &utc);
        prefix_size = strftime(prefix, sizeof prefix, "%Y-%m-%dT%H:%M:%S.", &utc);
    }
    unsigned ms = (unsigned)(now.tv_nsec / 1000000);
    char rest[4] = {(char)('0' + ms / 100), (char)('0' + ms / 10 % 10), (char)('0' + ms % 10), 'Z'};
    put(line, prefix, prefix_size);
    put(line, rest, sizeof rest);
}

static void put_number(struct line *line, int64_t number)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (number < 0)
        *--at = '-';
    put(line, at, (size_t)(digits + sizeof digits - at));
}

void log_hold(void (*on_held)(void *context), void *context)
{
    log_flush();
    held.on_held = on_held;
    held.context = context;
}

/* A log that cannot be written must not stop the register. */
void log_flush(void)
{
    size_t size = held.size;
    held.size = 0;
    if (size > 0 && write(STDERR_FILENO, held.bytes, size) < 0)
        return;
}

static void end_line(struct line *line, enum log_level level)
{
    bool waits = held.on_held != NULL && level < LOG_LEVEL_WARNING;
    put(line, "}\n", 2);
    if (held.size + line->size > sizeof held.bytes)
        log_flush();
    bool first = held.size == 0;
    memcpy(held.bytes + held.size, line->bytes, line->size);
    held.size += line->size;
    if (!waits)
        log_flush();
    else if (first)
        held.on_held(held.context);
}

void log_event(enum log_level level, const char *event, const struct log_field *fields)
{
    struct line line;
    if (level < threshold)
        return;
    line.size = 0;
    put_text(&line, "{\"time\":\"");
    put_time(&line);
    put_text(&line, "\",\"level\":\"");
    put_text(&line, level_names[level]);
    put_text(&line, "\",\"process\":\"");
    put_text(&line, process);
    put_text(&line, "\",\"event\":\"");
    put_text(&line, event);
    put_text(&line, "\"");
    for (; fields != NULL && fields->name != NULL; fields++) {
        if (line.size > sizeof line.bytes - FIELD_ROOM)
            break;
        put_text(&line, ",\"");
        put_text(&line, fields->name);
        put_text(&line, fields->text != NULL ? "\":\"" : "\":");
        if (fields->text != NULL) {
            put_escaped(&line, fields->text);
            put_text(&line, "\"");
        } else {
            put_number(&line, fields->number);
        }
    }
    end_line(&line, level);
}

/* log.c - writes log lines: built in one buffer, one write(2), never blocking on a lock. */
#include "log.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Texts stop short of the end, and fields are left out, so that a cut line is still one JSON
 * object. */
enum { LINE_MAX_BYTES = 4096, TEXT_ROOM = 32, FIELD_ROOM = 160 };

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

static void put_time(struct line *line)
{
    struct timespec now;
    struct tm utc;
    char text[48];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t size = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    size += (size_t)snprintf(text + size, sizeof text - size, ".%03ldZ", now.tv_nsec / 1000000);
    put(line, text, size);
}

void log_event(enum log_level level, const char *event, const struct log_field *fields)
{
    struct line line = {.size = 0};
    char number[32];
    if (level < threshold)
        return;
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
            snprintf(number, sizeof number, "%lld", (long long)fields->number);
            put_text(&line, number);
        }
    }
    memcpy(line.bytes + line.size, "}\n", 2);
    /* A log that cannot be written must not stop the register. */
    if (write(STDERR_FILENO, line.bytes, line.size + 2) < 0)
        return;
}

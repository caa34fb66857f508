/* log.h - one JSON line per event on standard error; control characters escaped, secrets never. */
#ifndef STEER_SERVER_LOG_H
#define STEER_SERVER_LOG_H

#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

void log_level_set(enum log_level level);
int log_level_from_text(enum log_level *out, const char *text);
/* Name of this process in each line: "supervisor", "worker-0", "clerk". */
void log_process_set(const char *name);

/* One field of a line: text (copied escaped), or a number when text is NULL. End with {NULL}. */
struct log_field {
    const char *name;
    const char *text;
    int64_t number;
};

#define LOG_TEXT(name, value)                                                                      \
    {                                                                                              \
        (name), (value), 0                                                                         \
    }
#define LOG_NUMBER(name, value)                                                                    \
    {                                                                                              \
        (name), NULL, (int64_t)(value)                                                             \
    }
#define LOG_END                                                                                    \
    {                                                                                              \
        NULL, NULL, 0                                                                              \
    }

/* From now on lines below `warning` may wait until log_flush(), which `on_held` has to bring about:
 * it is called when the first one waits. A line of a warning or an error takes those before it
 * along. NULL: every line is written at once, as at the start. */
void log_hold(void (*on_held)(void *context), void *context);
void log_flush(void);

/* {"time":"2026-01-02T03:04:05.678Z","level":"info","process":"…","event":"…", fields} and never
 * half a line in a write(2). `event` is a fixed word ("request", "database_lost"), never built from
 * input. */
void log_event(enum log_level level, const char *event, const struct log_field *fields);

#endif

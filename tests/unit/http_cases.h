/* http_cases.h - reads tests/http/cases.txt: raw requests and what becomes of them. */
#ifndef STEER_TESTS_HTTP_CASES_H
#define STEER_TESTS_HTTP_CASES_H

#include "http/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASES_MAX = 400, ECHOES_MAX = 4, CASE_BYTES_MAX = 16384 };

struct http_case_bytes {
    char *data;
    size_t size;
};

struct http_case {
    char name[160];
    struct http_case_bytes sent;
    char want[80];
    struct http_case_bytes echoes[ECHOES_MAX];
    size_t echo_count;
};

static struct http_case cases[CASES_MAX];
static size_t case_count;

static const struct http_limits case_limits = {.request_line = 256,
                                               .headers = 1024,
                                               .body = 1000,
                                               .headers_ms = 10000,
                                               .body_ms = 10000,
                                               .body_rate = 16384,
                                               .idle_ms = 30000,
                                               .handshake_ms = 5000,
                                               .connections = 1000,
                                               .per_address = 1000,
                                               .output_high = 65536};

static size_t case_body_limit(const struct http_request *head)
{
    bool twice = head->path.size == 6 && memcmp(head->path.data, "/twice", 6) == 0;
    return twice ? 2000 : 1000;
}

static void append_byte(struct http_case_bytes *bytes, char byte)
{
    if (bytes->data == NULL)
        bytes->data = malloc(CASE_BYTES_MAX);
    if (bytes->size == CASE_BYTES_MAX)
        abort();
    bytes->data[bytes->size++] = byte;
}

static void append_escaped(struct http_case_bytes *bytes, const char *text, const char *end);

/* \{N*BYTES}; returns what follows it. */
static const char *append_repeated(struct http_case_bytes *bytes, const char *text)
{
    char *star;
    unsigned long count = strtoul(text, &star, 10);
    const char *close = strchr(star, '}');
    while (count-- > 0)
        append_escaped(bytes, star + 1, close);
    return close + 1;
}

static void append_escaped(struct http_case_bytes *bytes, const char *text, const char *end)
{
    while (text < end) {
        if (*text != '\\') {
            append_byte(bytes, *text++);
            continue;
        }
        char what = text[1];
        text += 2;
        if (what == 'r')
            append_byte(bytes, '\r');
        else if (what == 'n')
            append_byte(bytes, '\n');
        else if (what == 't')
            append_byte(bytes, '\t');
        else if (what == '0')
            append_byte(bytes, '\0');
        else if (what == '\\')
            append_byte(bytes, '\\');
        else if (what == '{')
            text = append_repeated(bytes, text);
        else if (what == 'x') {
            const char hex[3] = {text[0], text[1], '\0'};
            append_byte(bytes, (char)strtoul(hex, NULL, 16));
            text += 2;
        } else {
            abort();
        }
    }
}

static inline void load_line(const char *line, const char *end)
{
    struct http_case *current = &cases[case_count - (case_count > 0 ? 1 : 0)];
    if (strncmp(line, "== ", 3) == 0) {
        current = &cases[case_count++];
        snprintf(current->name, sizeof current->name, "%.*s", (int)(end - line - 3), line + 3);
    } else if (strncmp(line, "send ", 5) == 0) {
        append_escaped(&current->sent, line + 5, end);
    } else if (strncmp(line, "want ", 5) == 0) {
        snprintf(current->want, sizeof current->want, "%.*s", (int)(end - line - 5), line + 5);
    } else if (strncmp(line, "echo", 4) == 0) {
        struct http_case_bytes *echo = &current->echoes[current->echo_count++];
        if (end - line > 5)
            append_escaped(echo, line + 5, end);
    } else if (*line != '#' && line != end) {
        abort();
    }
}

static inline int load_cases(void **state)
{
    char line[CASE_BYTES_MAX];
    FILE *file = fopen("tests/http/cases.txt", "r");
    (void)state;
    if (file == NULL)
        return -1;
    while (fgets(line, sizeof line, file) != NULL)
        load_line(line, line + strcspn(line, "\n"));
    fclose(file);
    return case_count >= 80 ? 0 : -1;
}

static inline int free_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        free(cases[i].sent.data);
        for (size_t k = 0; k < cases[i].echo_count; k++)
            free(cases[i].echoes[k].data);
    }
    return 0;
}

#endif

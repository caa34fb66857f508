/* writer.h - text that grows: what JSON, CSV and headers are written into. A writer that ran out of
 * memory stays `failed` and takes nothing more, so that only its end is looked at. */
#ifndef STEER_SERVER_API_WRITER_H
#define STEER_SERVER_API_WRITER_H

#include <stdbool.h>
#include <stddef.h>

struct writer {
    char *bytes; /* owned; always NUL-terminated once something was written */
    size_t size;
    size_t room;
    bool failed;
};

void write_bytes(struct writer *writer, const char *bytes, size_t size);
void write_text(struct writer *writer, const char *text);
void write_number(struct writer *writer, long long number);
void write_format(struct writer *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A JSON string with its quotes (RFC 8259 §7); the text is UTF-8. */
void write_json(struct writer *writer, const char *text);
/* A CSV cell, quoted where it must be (RFC 4180 §2). */
void write_csv(struct writer *writer, const char *text);
/* Text of a page: & < > " ' as entities. */
void write_html(struct writer *writer, const char *text);

void writer_clear(struct writer *writer);

#endif

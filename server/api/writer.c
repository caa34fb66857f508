/* writer.c - the growing text and the three ways to quote: JSON, CSV, HTML. */
#include "api/writer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 512 };

static bool make_room(struct writer *writer, size_t size)
{
    size_t room = writer->room > 0 ? writer->room : FIRST_ROOM;
    if (writer->failed)
        return false;
    if (writer->size + size < writer->room)
        return true;
    while (room <= writer->size + size)
        room *= 2;
    char *bytes = realloc(writer->bytes, room);
    if (bytes == NULL) {
        writer->failed = true;
        return false;
    }
    writer->bytes = bytes;
    writer->room = room;
    return true;
}

void write_bytes(struct writer *writer, const char *bytes, size_t size)
{
    if (!make_room(writer, size))
        return;
    memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
    writer->bytes[writer->size] = '\0';
}

void write_text(struct writer *writer, const char *text)
{
    write_bytes(writer, text, strlen(text));
}

void write_number(struct writer *writer, long long number)
{
    write_format(writer, "%lld", number);
}

void write_format(struct writer *writer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size < 0 || !make_room(writer, (size_t)size))
        return;
    va_start(arguments, format);
    vsnprintf(writer->bytes + writer->size, (size_t)size + 1, format, arguments);
    va_end(arguments);
    writer->size += (size_t)size;
}

/* Writes runs that need no escape in one piece. */
static void write_escaped(struct writer *writer, const char *text, const char *special,
                          void (*escape)(struct writer *, char))
{
    while (*text != '\0') {
        size_t plain = strcspn(text, special);
        write_bytes(writer, text, plain);
        text += plain;
        if (*text != '\0')
            escape(writer, *text++);
    }
}

static void escape_json(struct writer *writer, char character)
{
    if (character == '"' || character == '\\')
        write_format(writer, "\\%c", character);
    else
        write_format(writer, "\\u%04x", (unsigned)(unsigned char)character);
}

void write_json(struct writer *writer, const char *text)
{
    static const char special[] =
        "\"\\\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"
        "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";
    write_bytes(writer, "\"", 1);
    write_escaped(writer, text, special, escape_json);
    write_bytes(writer, "\"", 1);
}

static void escape_csv(struct writer *writer, char character)
{
    (void)character;
    write_bytes(writer, "\"\"", 2);
}

void write_csv(struct writer *writer, const char *text)
{
    if (strpbrk(text, "\",\r\n") == NULL) {
        write_text(writer, text);
        return;
    }
    write_bytes(writer, "\"", 1);
    write_escaped(writer, text, "\"", escape_csv);
    write_bytes(writer, "\"", 1);
}

static void escape_html(struct writer *writer, char character)
{
    write_format(writer, "&#%d;", character);
}

void write_html(struct writer *writer, const char *text)
{
    write_escaped(writer, text, "&<>\"'", escape_html);
}

void writer_clear(struct writer *writer)
{
    free(writer->bytes);
    *writer = (struct writer){NULL, 0, 0, false};
}

/* buffer.c - bytes that grow. */
#include "buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 128 };

static bool make_room(struct buffer *buffer, size_t more)
{
    if (buffer->failed || more > SIZE_MAX / 4 - buffer->length) {
        buffer->failed = true;
        return false;
    }
    size_t needed = buffer->length + more + 1;
    if (buffer->data != NULL && needed <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity == 0 ? SMALLEST : buffer->capacity * 2;
    if (capacity < needed)
        capacity = needed;
    char *data = realloc(buffer->data, capacity);
    if (data == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void buffer_add(struct buffer *buffer, const char *data, size_t length)
{
    if (!make_room(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if (make_room(buffer, (size_t)length)) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

static bool is_unreserved(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || strchr("-._~", byte) != NULL;
}

void buffer_encoded(struct buffer *buffer, const char *text)
{
    for (const unsigned char *byte = (const unsigned char *)text; *byte != '\0'; byte++) {
        if (is_unreserved(*byte))
            buffer_add(buffer, (const char *)byte, 1);
        else
            buffer_format(buffer, "%%%02X", *byte);
    }
}

const char *buffer_string(const struct buffer *buffer)
{
    return buffer->data == NULL || buffer->failed ? "" : buffer->data;
}

char *buffer_take(struct buffer *buffer)
{
    if (buffer->data == NULL)
        buffer_add(buffer, "", 0);
    char *data = NULL;
    if (!buffer->failed) {
        data = buffer->data;
        buffer->data = NULL;
    }
    buffer_clear(buffer);
    return data;
}

void buffer_clear(struct buffer *buffer)
{
    if (buffer->data != NULL)
        explicit_bzero(buffer->data, buffer->length);
    free(buffer->data);
    *buffer = (struct buffer){0};
}

char *copy_text(const char *text)
{
    return text == NULL ? NULL : strdup(text);
}

void wipe_text(char *text)
{
    if (text != NULL)
        explicit_bzero(text, strlen(text));
    free(text);
}

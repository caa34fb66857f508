/* message.c - composes mail: every text that people wrote is in base64, so that nothing in it can
 * end a header or a line. */
#include "delivery/message.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_BYTES = 39, /* "Subject: " and an encoded-word of so many stay below 76 characters */
    LINE_BYTES = 57  /* 76 characters of base64: RFC 2045 §6.8 */
};

static void put_base64(FILE *out, const char *text, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t i = 0; i < size; i += 3) {
        size_t left = size - i;
        unsigned long three = (unsigned long)bytes[i] << 16;
        three |= left > 1 ? (unsigned long)bytes[i + 1] << 8 : 0;
        three |= left > 2 ? (unsigned long)bytes[i + 2] : 0;
        fputc(digits[three >> 18 & 63], out);
        fputc(digits[three >> 12 & 63], out);
        fputc(left > 1 ? digits[three >> 6 & 63] : '=', out);
        fputc(left > 2 ? digits[three & 63] : '=', out);
    }
}

/* How much of the text goes into the next word: no character is cut in two (RFC 2047 §5). */
static size_t word_size(const char *text)
{
    size_t size = strnlen(text, WORD_BYTES + 1);
    if (size <= WORD_BYTES)
        return size;
    size = WORD_BYTES;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size--;
    return size > 0 ? size : WORD_BYTES;
}

/* Encoded-words, each on a line of its own. */
static void put_words(FILE *out, const char *text)
{
    const char *between = "";
    while (*text != '\0') {
        size_t size = word_size(text);
        fprintf(out, "%s=?UTF-8?B?", between);
        put_base64(out, text, size);
        fputs("?=", out);
        between = "\r\n ";
        text += size;
    }
}

/* Line ends as text in mail has them, before it is encoded (RFC 2045 §6.8). */
static char *with_line_ends(const char *body)
{
    char *text = calloc(2, strlen(body) + 1);
    char *end = text;
    if (text == NULL)
        return NULL;
    for (const char *c = body; *c != '\0'; c++) {
        if (*c == '\n')
            *end++ = '\r';
        if (*c != '\r')
            *end++ = *c;
    }
    *end = '\0';
    return text;
}

static int put_body(FILE *out, const char *body)
{
    char *text = with_line_ends(body);
    if (text == NULL)
        return -1;
    size_t size = strlen(text);
    for (size_t i = 0; i < size; i += LINE_BYTES) {
        put_base64(out, text + i, size - i < LINE_BYTES ? size - i : LINE_BYTES);
        fputs("\r\n", out);
    }
    free(text);
    return 0;
}

/* Whether it may stand in a header as it is. */
static bool is_plain(const char *text, const char *forbidden)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c < ' ' || *c > '~' || strchr(forbidden, *c) != NULL)
            return false;
    }
    return *text != '\0';
}

static bool is_address(const char *text)
{
    const char *at = strchr(text, '@');
    return is_plain(text, " \"(),:;<>[\\]") && at != NULL && at != text && at[1] != '\0' &&
           strchr(at + 1, '@') == NULL;
}

static int put_message(FILE *out, const struct message *message, const char *from)
{
    fprintf(out, "From: <%s>\r\nTo: ", from);
    put_words(out, message->to_name);
    /* A group without members (RFC 5322 §3.4) says who it is for where no address is known. */
    fprintf(out, *message->to != '\0' ? "\r\n <%s>" : ":%s;", message->to);
    fprintf(out, "\r\nDate: %s\r\nSubject: ", message->date);
    put_words(out, message->subject);
    fprintf(out,
            "\r\nMessage-ID: <%s%s>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n"
            "Auto-Submitted: auto-generated\r\n\r\n",
            message->id, strchr(from, '@'));
    return put_body(out, message->body);
}

int message_compose(char **out, size_t *size, const struct message *message, const char *from,
                    struct problem *problem)
{
    if (!is_address(from) || (*message->to != '\0' && !is_address(message->to)) ||
        !is_plain(message->id, " <>@") || !is_plain(message->date, "<>"))
        return problem_set(problem, PROBLEM_INVALID_INPUT, "what would break a header: %s %s",
                           message->id, message->to);
    FILE *stream = open_memstream(out, size);
    if (stream == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    int result = put_message(stream, message, from);
    if (fclose(stream) != 0 || result != 0) {
        free(*out);
        *out = NULL;
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    }
    return 0;
}

/* body.c - where the body ends: by its Content-Length, or chunk by chunk (RFC 9112 section 7.1). */
#include "framing.h"
#include "syntax.h"

#include <string.h>

/* A chunk's size in more digits than these is refused even when they are zeros; extensions of all
 * chunks together may take this many bytes. */
enum { DIGITS_MAX = 16, EXTENSIONS_MAX = 1024 };

static enum http_progress state_size(struct http_parser *parser, char *data, size_t size);

static enum http_progress malformed(struct http_parser *parser, const char *why)
{
    return http_parser_fault(parser, PROBLEM_BAD_REQUEST, why);
}

static enum http_progress too_large(struct http_parser *parser)
{
    return http_parser_fault(parser, PROBLEM_BODY_TOO_LARGE, "the body is over its limit");
}

enum http_progress http_body_sized(struct http_parser *parser, char *data, size_t size)
{
    (void)data;
    if (parser->content_length > parser->body_limit)
        return too_large(parser);
    size_t whole = (size_t)parser->content_length;
    size_t come = size - parser->body_at;
    parser->body_size = come < whole ? come : whole;
    parser->at = parser->body_at + parser->body_size;
    return parser->body_size == whole ? HTTP_PROGRESS_COMPLETE : HTTP_PROGRESS_MORE;
}

static enum http_progress state_data_lf(struct http_parser *parser, char *data, size_t size)
{
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\n')
        return malformed(parser, "bare CR after a chunk");
    parser->at++;
    parser->digits = 0;
    return http_go_on(parser, state_size);
}

static enum http_progress state_data_cr(struct http_parser *parser, char *data, size_t size)
{
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\r')
        return malformed(parser, "a chunk is longer than it says");
    parser->at++;
    return http_go_on(parser, state_data_lf);
}

static enum http_progress state_data(struct http_parser *parser, char *data, size_t size)
{
    size_t come = size - parser->at;
    size_t part = come < parser->chunk_left ? come : parser->chunk_left;
    size_t end = parser->body_at + parser->body_size;
    if (end != parser->at && part > 0)
        memmove(data + end, data + parser->at, part);
    parser->at += part;
    parser->body_size += part;
    parser->chunk_left -= part;
    return parser->chunk_left > 0 ? HTTP_PROGRESS_MORE : http_go_on(parser, state_data_cr);
}

static enum http_progress state_size_lf(struct http_parser *parser, char *data, size_t size)
{
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\n')
        return malformed(parser, "bare CR after a chunk's size");
    parser->at++;
    return parser->chunk_left == 0 ? http_trailers_begin(parser) : http_go_on(parser, state_data);
}

static enum http_progress state_extension(struct http_parser *parser, char *data, size_t size);

/* After a complete extension: the next one, or the end of the line. */
static enum http_progress extension_end(struct http_parser *parser, char byte)
{
    if (byte == ';')
        return http_go_on(parser, state_extension);
    if (byte == '\r')
        return http_go_on(parser, state_size_lf);
    return malformed(parser, "malformed chunk extension");
}

/* The next byte of an extension is read: over the limit of all of them? */
static bool extensions_over(struct http_parser *parser)
{
    parser->at++;
    return ++parser->extension_size > EXTENSIONS_MAX;
}

static enum http_progress extensions_too_long(struct http_parser *parser)
{
    return malformed(parser, "too many chunk extensions");
}

static enum http_progress state_quoted_end(struct http_parser *parser, char *data, size_t size)
{
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (extensions_over(parser))
        return extensions_too_long(parser);
    return extension_end(parser, data[parser->at - 1]);
}

static enum http_progress state_quoted(struct http_parser *parser, char *data, size_t size)
{
    while (parser->at < size) {
        char byte = data[parser->at];
        if (extensions_over(parser))
            return extensions_too_long(parser);
        /* A quoted pair is legal, but nobody sends one here and other parsers know none: where
         * two readers could find different ends, we are not one of them. */
        if (!http_is(byte, HTTP_CLASS_VALUE) || byte == '\\')
            return malformed(parser, "an odd character in a chunk extension");
        if (byte == '"')
            return http_go_on(parser, state_quoted_end);
    }
    return HTTP_PROGRESS_MORE;
}

/* `mark` is here how many bytes of the token have come: offsets move when the input is compacted.
 */
static enum http_progress state_extension_value(struct http_parser *parser, char *data, size_t size)
{
    while (parser->at < size) {
        char byte = data[parser->at];
        if (extensions_over(parser))
            return extensions_too_long(parser);
        if (byte == '"' && parser->mark == 0)
            return http_go_on(parser, state_quoted);
        if (!http_is(byte, HTTP_CLASS_TOKEN))
            return parser->mark == 0 ? malformed(parser, "a chunk extension without value")
                                     : extension_end(parser, byte);
        parser->mark++;
    }
    return HTTP_PROGRESS_MORE;
}

static enum http_progress state_extension_name(struct http_parser *parser, char *data, size_t size)
{
    while (parser->at < size) {
        char byte = data[parser->at];
        if (extensions_over(parser))
            return extensions_too_long(parser);
        if (http_is(byte, HTTP_CLASS_TOKEN)) {
            parser->mark++;
            continue;
        }
        if (parser->mark == 0)
            return malformed(parser, "a chunk extension without name");
        if (byte != '=')
            return extension_end(parser, byte);
        parser->mark = 0;
        return http_go_on(parser, state_extension_value);
    }
    return HTTP_PROGRESS_MORE;
}

static enum http_progress state_extension(struct http_parser *parser, char *data, size_t size)
{
    (void)data;
    (void)size;
    parser->mark = 0;
    return http_go_on(parser, state_extension_name);
}

static unsigned hex_value(char byte)
{
    return byte <= '9' ? (unsigned)(byte - '0') : ((unsigned)byte & 7u) + 9;
}

static enum http_progress state_size(struct http_parser *parser, char *data, size_t size)
{
    while (parser->at < size && http_is(data[parser->at], HTTP_CLASS_HEX)) {
        if (parser->digits++ == DIGITS_MAX)
            return malformed(parser, "a chunk's size has too many digits");
        /* Neither side can overflow: the limit is at most SIZE_MAX / 32. */
        parser->chunk_left = parser->chunk_left * 16 + hex_value(data[parser->at]);
        if (parser->chunk_left > parser->body_limit - parser->body_size)
            return too_large(parser);
        parser->at++;
    }
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (parser->digits == 0)
        return malformed(parser, "a chunk without size");
    char byte = data[parser->at++];
    if (byte == '\r')
        return http_go_on(parser, state_size_lf);
    if (byte == ';')
        return http_go_on(parser, state_extension);
    return malformed(parser, "malformed chunk size");
}

enum http_progress http_body_chunked(struct http_parser *parser, char *data, size_t size)
{
    (void)data;
    (void)size;
    if (parser->body_limit > SIZE_MAX / 32)
        parser->body_limit = SIZE_MAX / 32;
    parser->digits = 0;
    return http_go_on(parser, state_size);
}

size_t http_parser_compact(struct http_parser *parser, char *data, size_t size)
{
    size_t end = parser->body_at + parser->body_size;
    /* Trailers are under way by offsets, and are short. */
    if (!parser->chunked || parser->trailers || end == parser->at)
        return size;
    memmove(data + end, data + parser->at, size - parser->at);
    size -= parser->at - end;
    parser->at = end;
    return size;
}

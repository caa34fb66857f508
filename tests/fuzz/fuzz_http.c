/* fuzz_http.c - any bytes on a connection: what is understood does not depend on how they were cut,
 * every place found lies within them, and what was accepted has one framing only. The first byte
 * says how long the pieces of the second reading are. */
#include "http/parser.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reading {
    uint64_t sum; /* of everything the requests said */
    unsigned requests;
    enum problem_code fault;
    bool pending;
};

static const struct http_limits limits = {.request_line = 100, .headers = 300, .body = 200};

static void require(int fact)
{
    if (!fact)
        abort();
}

static void take(struct reading *reading, struct http_text text, const char *data, size_t size)
{
    require(text.data >= data && text.data + text.size <= data + size);
    for (size_t i = 0; i < text.size; i++)
        reading->sum = (reading->sum ^ (unsigned char)text.data[i]) * UINT64_C(0x100000001B3);
    reading->sum = (reading->sum ^ text.size) * UINT64_C(0x100000001B3);
}

static void require_one_framing(const struct http_request *request)
{
    unsigned lengths = 0, codings = 0, hosts = 0;
    for (unsigned i = 0; i < request->field_count; i++) {
        struct http_text name = request->fields[i].name;
        struct http_text value = request->fields[i].value;
        lengths += name.size == 14 && strncasecmp(name.data, "content-length", 14) == 0;
        codings += name.size == 17 && strncasecmp(name.data, "transfer-encoding", 17) == 0;
        hosts += name.size == 4 && strncasecmp(name.data, "host", 4) == 0;
        for (size_t k = 0; k < value.size; k++)
            require(value.data[k] == '\t' || (value.data[k] >= 0x20 && value.data[k] != 0x7F) ||
                    value.data[k] < 0);
    }
    require(lengths + codings <= 1 && hosts <= 1);
}

static void take_request(struct reading *reading, const struct http_parser *parser,
                         const char *data, size_t size)
{
    struct http_request request;
    http_parser_request(parser, data, &request);
    take(reading, request.method_name, data, size);
    take(reading, request.target, data, size);
    take(reading, request.host, data, size);
    take(reading, request.query, data, size);
    take(reading, request.body, data, size);
    for (unsigned i = 0; i < request.field_count; i++) {
        take(reading, request.fields[i].name, data, size);
        take(reading, request.fields[i].value, data, size);
    }
    require(request.path.size > 0 && request.body.size <= limits.body);
    require(*request.path.data == '/' || request.method == HTTP_OPTIONS);
    require_one_framing(&request);
    reading->requests++;
}

/* Reads `size` bytes that come in pieces, as a connection does. */
static struct reading read_in_pieces(const uint8_t *bytes, size_t size, size_t piece)
{
    struct reading reading = {0};
    struct http_parser parser;
    char *data = malloc(size + 1);
    size_t come = 0, taken = 0;
    bool closed = false;
    http_parser_start(&parser, &limits, false);
    while (taken < size && !closed) {
        size_t part = size - taken < piece ? size - taken : piece;
        memcpy(data + come, bytes + taken, part);
        taken += part;
        come += part;
        enum http_progress progress = HTTP_PROGRESS_NEXT;
        while (come > 0 && !closed && progress != HTTP_PROGRESS_MORE) {
            progress = http_parser_run(&parser, data, come);
            require(parser.at <= come && progress != HTTP_PROGRESS_NEXT);
            reading.pending = progress != HTTP_PROGRESS_COMPLETE;
            reading.fault = parser.fault;
            closed = progress == HTTP_PROGRESS_FAULT;
            if (progress != HTTP_PROGRESS_COMPLETE)
                continue;
            take_request(&reading, &parser, data, come);
            closed = parser.close;
            come -= parser.at;
            memmove(data, data + parser.at, come);
            http_parser_start(&parser, &limits, false);
        }
        if (!closed)
            come = http_parser_compact(&parser, data, come);
    }
    free(data);
    return reading;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct reading whole = read_in_pieces(data + 1, size - 1, size);
    struct reading pieces = read_in_pieces(data + 1, size - 1, data[0] % 32 + 1u);
    require(whole.sum == pieces.sum && whole.requests == pieces.requests);
    require(whole.fault == pieces.fault && whole.pending == pieces.pending);
    return 0;
}

/* lines.c - cuts NDJSON and puts it together as the array it stands for. */
#include "api/lines.h"

#include "api/writer.h"
#include "json/scan.h"

#include <stdio.h>
#include <string.h>

static bool is_blank(struct http_text line)
{
    for (size_t i = 0; i < line.size; i++) {
        if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\r')
            return false;
    }
    return true;
}

struct http_text lines_next(struct http_text *rest)
{
    while (rest->size > 0) {
        const char *end = memchr(rest->data, '\n', rest->size);
        size_t size = end != NULL ? (size_t)(end - rest->data) : rest->size;
        size_t skip = end != NULL ? size + 1 : size;
        struct http_text line = {rest->data, size};
        *rest = (struct http_text){rest->data + skip, rest->size - skip};
        if (!is_blank(line))
            return line;
    }
    return (struct http_text){"", 0};
}

/* The gate's fault, moved to the item it belongs to. */
static int gate(struct http_text line, unsigned index, struct problem *problem)
{
    struct problem found = PROBLEM_INIT;
    char pointer[sizeof found.faults->pointer];
    int result = json_gate(line.data, line.size, &found);
    if (result != 0) {
        problem_set(problem, found.code, "line %u: %s", index, found.note);
        for (size_t i = 0; i < found.fault_count; i++) {
            const struct problem_fault *fault = &found.faults[i];
            snprintf(pointer, sizeof pointer, "/items/%u%.160s", index, fault->pointer);
            problem_fault(problem, pointer, fault->code, fault->args[0], fault->args[1]);
        }
    }
    problem_clear(&found);
    return result;
}

char *lines_to_items(struct exchange *exchange, struct http_text body)
{
    struct writer items = {NULL, 0, 0, false};
    struct http_text line;
    char *out = NULL;
    unsigned count = 0;
    int result = 0;
    write_text(&items, "{\"items\":[");
    /* One more than allowed is enough to be refused for it. */
    while (count <= LINES_MAX && (line = lines_next(&body)).size > 0) {
        result = gate(line, count, &exchange->problem) != 0 ? -1 : result;
        write_text(&items, count++ > 0 ? "," : "");
        write_bytes(&items, line.data, line.size);
    }
    write_text(&items, "]}");
    if (items.failed)
        exchange_no_memory(exchange);
    else if (result == 0)
        out = exchange_copy(exchange, items.bytes, items.size);
    writer_clear(&items);
    return out;
}

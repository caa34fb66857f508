/* chunks.c - entries out in calls of at most 500, answers back as one. */
#include "chunks.h"

#include "json.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* Below the server's limit for a batch (4 MiB), whatever wraps the entries. */
static const size_t CHUNK_BYTES = (size_t)7 << 19;

/* "/items/3/due_text" is "line 5 /due_text". */
static char *line_of_pointer(const struct places *places, enum language language,
                             const char *pointer)
{
    const struct chunk *chunk = (const struct chunk *)(const void *)places;
    static const char prefix[] = "/items/";
    char *rest = NULL;
    if (strncmp(pointer, prefix, sizeof prefix - 1) != 0)
        return copy_string(pointer);
    unsigned long index = strtoul(pointer + sizeof prefix - 1, &rest, 10);
    if (rest == pointer + sizeof prefix - 1 || index >= chunk->count)
        return copy_string(pointer);
    char *line = format_text("%zu", chunk->items->list[chunk->first + index].line);
    char *text = message_text(language, M_AT_LINE, line, rest);
    free(line);
    return text;
}

bool chunk_at(struct chunk *out, const struct items *items, size_t first)
{
    size_t bytes = 0;
    *out = (struct chunk){{line_of_pointer}, items, first, 0};
    while (first + out->count < items->count && out->count < CHUNK_ITEMS) {
        bytes += items->list[first + out->count].length + 1;
        if (bytes > CHUNK_BYTES && out->count > 0)
            break; /* one that is too large by itself goes alone: the server says so */
        out->count++;
    }
    return out->count > 0;
}

char *chunk_body(const struct chunk *chunk)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&text, &size));
    fputs("{\"items\":[", out);
    for (size_t i = 0; i < chunk->count; i++) {
        const struct item *item = &chunk->items->list[chunk->first + i];
        if (i > 0)
            fputc(',', out);
        fwrite(item->json, 1, item->length, out);
    }
    fputs("]}", out);
    fclose(out);
    return must(text);
}

static void take_items(struct merged *merged, cJSON *items, size_t first)
{
    while (items->child != NULL) {
        cJSON *item = cJSON_DetachItemFromArray(items, 0);
        cJSON *index = cJSON_GetObjectItemCaseSensitive(item, "index");
        if (index != NULL && cJSON_IsNumber(index))
            cJSON_SetNumberValue(index, index->valuedouble + (double)first);
        cJSON_AddItemToArray(merged->items, item);
    }
}

static void add_summary(struct merged *merged, const cJSON *summary)
{
    const cJSON *part = NULL;
    cJSON_ArrayForEach(part, summary)
    {
        cJSON *sum = cJSON_GetObjectItemCaseSensitive(merged->summary, part->string);
        if (sum == NULL)
            cJSON_AddNumberToObject(merged->summary, part->string, part->valuedouble);
        else
            cJSON_SetNumberValue(sum, sum->valuedouble + part->valuedouble);
    }
}

int merged_add(struct merged *merged, const struct run *run, const char *json, size_t first)
{
    cJSON *root = json_parse_all(json);
    cJSON *items = cJSON_GetObjectItemCaseSensitive(root, "items");
    if (!cJSON_IsArray(items)) {
        cJSON_Delete(root);
        say(run->language, M_NOT_JSON, NULL, NULL);
        return EXIT_FAILED;
    }
    if (merged->answers++ == 0) {
        merged->only = copy_string(json);
        merged->items = must(cJSON_CreateArray());
        merged->summary = must(cJSON_CreateObject());
    }
    take_items(merged, items, first);
    add_summary(merged, cJSON_GetObjectItemCaseSensitive(root, "summary"));
    cJSON_Delete(root);
    return EXIT_DONE;
}

char *merged_text(const struct merged *merged)
{
    if (merged->answers == 0)
        return copy_string("{\"items\":[],\"summary\":{}}");
    if (merged->answers == 1)
        return copy_string(merged->only);
    char *items = must(cJSON_PrintUnformatted(merged->items));
    char *summary = must(cJSON_PrintUnformatted(merged->summary));
    char *text = format_text("{\"items\":%s,\"summary\":%s}", items, summary);
    cJSON_free(items);
    cJSON_free(summary);
    return text;
}

size_t merged_sum(const struct merged *merged, const char *name)
{
    const cJSON *sum = cJSON_GetObjectItemCaseSensitive(merged->summary, name);
    return cJSON_IsNumber(sum) && sum->valuedouble > 0 ? (size_t)sum->valuedouble : 0;
}

void merged_free(struct merged *merged)
{
    free(merged->only);
    cJSON_Delete(merged->items);
    cJSON_Delete(merged->summary);
    *merged = (struct merged){0};
}

/* columns.c - what the members of an answer are called, and how their values are shown. */
#include "columns.h"

#include "memory.h"
#include "width.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum column_kind { KIND_TEXT, KIND_DATE, KIND_TIME, KIND_PERCENT, KIND_FLAG, KIND_WORD };

struct label {
    const char *member;
    enum column_kind kind;
    const char *vi;
    const char *en;
};

struct rate {
    const char *member;
    const char *part;
    const char *whole;
};

struct value {
    const char *member;
    const char *value;
    const char *vi;
    const char *en;
};

#define VIEW(noun, table, wide)
#define RATE(member, part, whole)
#define LABEL(member, kind, vi, en) {member, KIND_##kind, vi, en},
static const struct label labels[] = {
#include "columns.def"
};
#undef LABEL
#undef RATE
#define LABEL(member, kind, vi, en)
#define RATE(member, part, whole) {member, part, whole},
static const struct rate rates[] = {
#include "columns.def"
};
#undef VIEW
#undef RATE
#define RATE(member, part, whole)
#define VIEW(noun, table, wide) {noun, table, wide},
static const struct view views[] = {
#include "columns.def"
};
#undef VIEW
#undef RATE
#undef LABEL

#define VALUE(member, value, vi, en) {member, value, vi, en},
static const struct value values[] = {
#include "values.def"
};
#undef VALUE

const struct view *view_find(const char *noun)
{
    for (size_t i = 0; noun != NULL && i < sizeof views / sizeof *views; i++) {
        if (strcmp(views[i].noun, noun) == 0)
            return &views[i];
    }
    return NULL;
}

static const struct label *find_label(const char *member)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (strcmp(labels[i].member, member) == 0)
            return &labels[i];
    }
    return NULL;
}

const char *column_label(const char *view, const char *member, enum language language)
{
    char *own = format_text("%s:%s", view == NULL ? "" : view, member);
    const struct label *label = find_label(own);
    free(own);
    if (label == NULL)
        label = find_label(member);
    return label == NULL ? member : in_language(language, label->vi, label->en);
}

const char *column_member(const char *text, size_t index)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        bool same = strcmp(labels[i].vi, text) == 0 || strcasecmp(labels[i].en, text) == 0;
        if (same && index-- == 0)
            return labels[i].member;
    }
    return NULL;
}

const cJSON *value_at(const cJSON *object, const char *member)
{
    const char *dot = strchr(member, '.');
    if (dot == NULL)
        return cJSON_GetObjectItemCaseSensitive(object, member);
    char *first = copy_bytes(member, (size_t)(dot - member));
    const cJSON *inner = cJSON_GetObjectItemCaseSensitive(object, first);
    free(first);
    return value_at(inner, dot + 1);
}

/* "from_state" and "task.state" have the words of "state". */
static bool has_words_of(const char *member, const char *owner)
{
    size_t length = strlen(member);
    size_t tail = strlen(owner);
    if (strcmp(member, owner) == 0)
        return true;
    return length > tail && strcmp(member + length - tail, owner) == 0 &&
           strchr("._", member[length - tail - 1]) != NULL;
}

static const char *word_for(const char *member, const char *text, enum language language)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (strcmp(values[i].value, text) == 0 && has_words_of(member, values[i].member))
            return in_language(language, values[i].vi, values[i].en);
    }
    return text;
}

static void write_safely(FILE *out, const char *text)
{
    while (*text != '\0') {
        const char *start = text;
        uint32_t character = next_character(&text);
        if (character < 0x20 || character == 0x7f || (character >= 0x80 && character < 0xa0))
            fputc(' ', out);
        else if (character == 0xfffd || (character >= 0x202a && character <= 0x202e))
            fputs("\xef\xbf\xbd", out);
        else
            fwrite(start, 1, (size_t)(text - start), out);
    }
}

/* 2025-06-30 */
static bool is_date(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    for (size_t i = 0; form[i] != '\0'; i++) {
        if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != '-')
            return false;
    }
    return true;
}

/* In the offset it came with: the register's own clock. */
static void write_moment(FILE *out, const char *text, bool with_time)
{
    if (!is_date(text)) {
        write_safely(out, text);
        return;
    }
    fprintf(out, "%.2s/%.2s/%.4s", text + 8, text + 5, text);
    if (with_time && text[10] == 'T' && strlen(text) >= 16) {
        fputc(' ', out);
        char clock[6] = {0};
        memcpy(clock, text + 11, 5);
        write_safely(out, clock);
    }
}

/* The word for a value; that of due_within_5_working_days stands at due_within_#_working_days. */
static void write_word(FILE *out, const char *member, const char *text, enum language language)
{
    size_t before = strcspn(text, "0123456789");
    size_t digits = strspn(text + before, "0123456789");
    char form[64];
    int size = snprintf(form, sizeof form, "%.*s#%s", (int)before, text, text + before + digits);
    const char *word = word_for(member, text, language);
    if (digits == 0 || word != text || size >= (int)sizeof form) {
        write_safely(out, word);
        return;
    }
    word = word_for(member, form, language);
    const char *place = word != form ? strchr(word, '#') : NULL;
    if (place == NULL)
        write_safely(out, text);
    else
        fprintf(out, "%.*s%.*s%s", (int)(place - word), word, (int)digits, text + before,
                place + 1);
}

static void write_text(FILE *out, const char *member, const char *text, enum language language)
{
    const struct label *label = find_label(member);
    enum column_kind kind = label == NULL ? KIND_TEXT : label->kind;
    if (kind == KIND_DATE || kind == KIND_TIME)
        write_moment(out, text, kind == KIND_TIME);
    else if (kind == KIND_WORD)
        write_word(out, member, text, language);
    else
        write_safely(out, text);
}

static void write_flag(FILE *out, bool value, enum language language)
{
    fputs(value ? in_language(language, "có", "yes") : in_language(language, "không", "no"), out);
}

static void write_json(FILE *out, const cJSON *value)
{
    char *text = must(cJSON_PrintUnformatted(value));
    fputs(text, out);
    cJSON_free(text);
}

static void write_list(FILE *out, const char *member, const cJSON *list, enum language language)
{
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, list)
    {
        if (entry != list->child)
            fputs(", ", out);
        write_for_people(out, member, entry, language);
    }
}

/* An evidence, an identifier: its values, without their names. */
static void write_object(FILE *out, const cJSON *object, enum language language)
{
    const cJSON *entry = NULL;
    bool first = true;
    cJSON_ArrayForEach(entry, object)
    {
        if (cJSON_IsNull(entry))
            continue;
        if (!first)
            fputc(' ', out);
        write_for_people(out, entry->string, entry, language);
        first = false;
    }
}

void write_for_people(FILE *out, const char *member, const cJSON *value, enum language language)
{
    if (value == NULL || cJSON_IsNull(value))
        return;
    if (cJSON_IsString(value))
        write_text(out, member, value->valuestring, language);
    else if (cJSON_IsBool(value))
        write_flag(out, cJSON_IsTrue(value), language);
    else if (cJSON_IsArray(value))
        write_list(out, member, value, language);
    else if (cJSON_IsObject(value))
        write_object(out, value, language);
    else
        write_json(out, value);
    const struct label *label = find_label(member);
    if (cJSON_IsNumber(value) && label != NULL && label->kind == KIND_PERCENT)
        fputc('%', out);
}

/* "98,6%": the register's decimals, with the comma of Vietnamese. */
static void write_percent(FILE *out, const char *decimal, enum language language)
{
    for (; *decimal != '\0'; decimal++)
        fputc(*decimal == '.' && language == LANGUAGE_VI ? ',' : *decimal, out);
    fputc('%', out);
}

void write_from_row(FILE *out, const char *member, const cJSON *row, enum language language)
{
    const cJSON *value = value_at(row, member);
    for (size_t i = 0; cJSON_IsString(value) && i < sizeof rates / sizeof *rates; i++) {
        if (strcmp(rates[i].member, member) != 0)
            continue;
        write_percent(out, value->valuestring, language);
        const cJSON *part = value_at(row, rates[i].part);
        const cJSON *whole = value_at(row, rates[i].whole);
        if (cJSON_IsNumber(part) && cJSON_IsNumber(whole))
            fprintf(out, " (%.0f/%.0f)", part->valuedouble, whole->valuedouble);
        return;
    }
    write_for_people(out, member, value, language);
}

static bool is_list_of_texts(const cJSON *value)
{
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, value)
    {
        if (!cJSON_IsString(entry))
            return false;
    }
    return cJSON_IsArray(value);
}

void write_plain(FILE *out, const cJSON *value)
{
    if (value == NULL || cJSON_IsNull(value))
        return;
    if (cJSON_IsString(value)) {
        fputs(value->valuestring, out);
    } else if (is_list_of_texts(value)) {
        const cJSON *entry = NULL;
        cJSON_ArrayForEach(entry, value)
        {
            if (entry != value->child)
                fputs("; ", out);
            fputs(entry->valuestring, out);
        }
    } else {
        write_json(out, value);
    }
}

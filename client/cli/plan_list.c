/* plan_list.c - the member list of a plan as offices have it: CSV, under headings in either
 * language. Everything that is wrong with it is told at once, by line and column. */
#include "body.h"
#include "csv.h"
#include "memory.h"
#include "plan.h"
#include "vietnamese.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Headings as folded() has them. The first word is the member; "-" is for people only. */
static const char *const headings[] = {
    "role vai_tro vai_tro_trong_ban",
    "person ma_nguoi nguoi ma_can_bo",
    "post ma_chuc_vu",
    "represents co_quan ma_co_quan co_quan_dai_dien ma_co_quan_dai_dien dai_dien",
    "duty nhiem_vu nhiem_vu_duoc_giao",
    "rank stt so_tt so_thu_tu no",
    "effective_on ngay_hieu_luc ngay_co_hieu_luc hieu_luc effective_date in_force",
    "name ho_va_ten ho_ten person_name",
    "- chuc_vu position post_title role_name represents_name ten_co_quan ghi_chu note",
};

/* Codes of the register's roles, which are their names folded; then what else offices write. */
static const char *const roles[] = {
    "truong_ban",
    "pho_truong_ban_thuong_truc pho_ban_thuong_truc",
    "pho_truong_ban pho_ban",
    "uy_vien_thuong_truc",
    "uy_vien",
    "thu_ky",
    "to_truong",
    "to_pho_thuong_truc pho_to_truong_thuong_truc",
    "to_pho pho_to_truong",
    "thanh_vien",
};
static const char role_names[] = "Trưởng ban, Phó Trưởng ban Thường trực, Phó Trưởng ban, Ủy viên "
                                 "Thường trực, Ủy viên, Thư ký, Tổ trưởng, Tổ phó Thường trực, Tổ "
                                 "phó, Thành viên";

/* A list being read. */
struct list {
    struct csv csv;
    struct plan_file *file;
    const struct run *run;
    const char *path;
    cJSON *body;
    cJSON *seats;
};

/* The first word of the row that has the word; NULL: none has. The caller frees it. */
static char *first_of(const char *const *rows, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = 0;
        if (!has_word(rows[i], word))
            continue;
        const char *first = next_word(rows[i], &length);
        return copy_bytes(first, length);
    }
    return NULL;
}

static char *place_text(enum language language, size_t line, size_t column)
{
    char *row = format_text("%zu", line);
    char *cell = format_text("%zu", column);
    char *text = message_text(language, column == 0 ? M_AT_ROW : M_AT_CELL, row, cell);
    free(cell);
    free(row);
    return text;
}

void plan_fault(struct plan_file *file, const struct run *run, const char *place, int message,
                const char *first, const char *second)
{
    if (file->faults++ == 0)
        say(run->language, M_PLAN_FAULTS, argument_value(&run->arguments, "file"), NULL);
    char *text = message_text(run->language, message, first, second);
    fprintf(stderr, "  %s: %s\n", place, text);
    free(text);
}

/* `column` 0: the line as a whole. */
static void fault(struct list *list, size_t column, int message, const char *first,
                  const char *second)
{
    char *place = place_text(list->run->language, list->csv.line, column);
    plan_fault(list->file, list->run, place, message, first, second);
    free(place);
}

static size_t column_of(const struct plan_file *file, const char *member)
{
    for (size_t i = 0; i < PLAN_COLUMNS; i++) {
        if (file->columns[i] != NULL && strcmp(file->columns[i], member) == 0)
            return i + 1;
    }
    return 0;
}

/* Without these no line says anything. */
static bool lacks_columns(struct list *list)
{
    const struct plan_file *file = list->file;
    bool role = column_of(file, "role") != 0;
    bool holder = column_of(file, "person") != 0 || column_of(file, "post") != 0 ||
                  column_of(file, "name") != 0;
    if (!role)
        fault(list, 0, M_CELL_MISSING, "Vai trò (role)", NULL);
    if (!holder)
        fault(list, 0, M_CELL_MISSING, "Họ và tên (name) / Mã người (person) / Mã chức vụ (post)",
              NULL);
    return !role || !holder;
}

static void read_heading(struct list *list)
{
    struct plan_file *file = list->file;
    file->width = list->csv.count;
    for (size_t i = 0; i < list->csv.count; i++) {
        const char *heading = list->csv.cells[i];
        char *word = folded(heading);
        char *member = first_of(headings, sizeof headings / sizeof *headings, word);
        free(word);
        if (member == NULL || i >= PLAN_COLUMNS) {
            fault(list, i + 1, M_CELL_COLUMN, heading, NULL);
            free(member);
            continue;
        }
        if (strcmp(member, "-") == 0) {
            free(member);
            continue;
        }
        for (size_t j = 0; j < i; j++) {
            if (file->columns[j] != NULL && strcmp(file->columns[j], member) == 0)
                fault(list, i + 1, M_CELL_COLUMN_TWICE, heading, NULL);
        }
        file->columns[i] = member;
    }
}

/* 2025-04-01 from a day that there is; NULL: there is none. The caller frees it. */
static char *real_day(const char *text)
{
    char *day = iso_date(text);
    struct tm parts = {0};
    if (day == NULL ||
        sscanf(day, "%4d-%2d-%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday) != 3) {
        free(day);
        return NULL;
    }
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    struct tm same = parts;
    timegm(&same);
    if (same.tm_mday == parts.tm_mday && same.tm_mon == parts.tm_mon)
        return day;
    free(day);
    return NULL;
}

/* All rows of a list take effect on one day. */
static void take_date(struct list *list, size_t column, const char *text)
{
    const cJSON *before = cJSON_GetObjectItemCaseSensitive(list->body, "effective_on");
    char *day = real_day(text);
    if (day == NULL) {
        fault(list, column, M_CELL_DATE, text, NULL);
    } else if (before == NULL) {
        body_set(list->body, "effective_on", cJSON_CreateString(day));
        list->file->date_line = list->csv.line;
    } else if (strcmp(before->valuestring, day) != 0) {
        fault(list, column, M_CELL_OTHER_DATE, before->valuestring, NULL);
    }
    free(day);
}

static void take_role(struct list *list, cJSON *seat, size_t column, const char *text)
{
    char *word = folded(text);
    char *role = first_of(roles, sizeof roles / sizeof *roles, word);
    if (role == NULL)
        fault(list, column, M_CELL_ROLE, text, role_names);
    /* Any other, so that the register can look at the rest. */
    body_set(seat, "role", cJSON_CreateString(role == NULL ? "uy_vien" : role));
    free(role);
    free(word);
}

static void take_rank(struct list *list, cJSON *seat, size_t column, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    const char *rest = text + digits;
    if (digits == 0 || digits > 4 || (*rest != '\0' && strcmp(rest, ".") != 0)) {
        fault(list, column, M_CELL_RANK, text, NULL);
        return;
    }
    body_set(seat, "rank", cJSON_CreateNumber(atoi(text)));
}

static char *trimmed(const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
        length--;
    return copy_bytes(text, length);
}

static void take_cell(struct list *list, cJSON *seat, size_t index)
{
    const char *member = list->file->columns[index];
    char *text = trimmed(list->csv.cells[index]);
    if (member == NULL || *text == '\0') {
        free(text);
        return;
    }
    if (strcmp(member, "effective_on") == 0)
        take_date(list, index + 1, text);
    else if (strcmp(member, "role") == 0)
        take_role(list, seat, index + 1, text);
    else if (strcmp(member, "rank") == 0)
        take_rank(list, seat, index + 1, text);
    else
        body_set(seat, member, cJSON_CreateString(text));
    free(text);
}

static void take_row(struct list *list)
{
    struct plan_file *file = list->file;
    if (list->csv.count != file->width) {
        char *here = format_text("%zu", list->csv.count);
        char *there = format_text("%zu", file->width);
        fault(list, 0, M_CELL_WIDTH, here, there);
        free(there);
        free(here);
        return;
    }
    cJSON *seat = must(cJSON_CreateObject());
    for (size_t i = 0; i < file->width && i < PLAN_COLUMNS; i++)
        take_cell(list, seat, i);
    cJSON_AddItemToArray(list->seats, seat);
    file->lines = must(realloc(file->lines, (file->count + 1) * sizeof *file->lines));
    file->lines[file->count++] = list->csv.line;
}

/* "/seats/3/person" is a cell of the file. */
static char *place_name(const struct places *places, enum language language, const char *pointer)
{
    const struct plan_file *file = (const struct plan_file *)(const void *)places;
    size_t index = 0;
    int used = 0;
    if (strcmp(pointer, "/effective_on") == 0 && file->date_line != 0)
        return place_text(language, file->date_line, column_of(file, "effective_on"));
    if (sscanf(pointer, "/seats/%zu%n", &index, &used) != 1 || index >= file->count)
        return copy_string(pointer);
    const char *member = pointer[used] == '/' ? pointer + used + 1 : "";
    if (strcmp(member, "person") == 0 && column_of(file, member) == 0)
        member = "name"; /* which the person was found by */
    return place_text(language, file->lines[index], column_of(file, member));
}

int plan_list_read(cJSON *body, struct plan_file *file, const struct run *run, const char *path,
                   const char *text)
{
    struct list list = {.file = file, .run = run, .path = path, .body = body};
    list.seats = must(cJSON_AddArrayToObject(body, "seats"));
    file->rows = true;
    file->places.name = place_name;
    csv_begin(&list.csv, text);
    int got = csv_next(&list.csv);
    bool told = false;
    if (got == 1) {
        read_heading(&list);
        told = lacks_columns(&list);
    }
    while (got == 1 && !told && (got = csv_next(&list.csv)) == 1)
        take_row(&list);
    if (got < 0) {
        char *line = format_text("%zu", list.csv.line);
        say(run->language, M_CSV_QUOTE, path, line);
        free(line);
        file->faults++;
    } else if (file->count == 0 && file->faults == 0) {
        say(run->language, M_FILE_EMPTY, path, NULL);
        file->faults++;
    }
    csv_end(&list.csv);
    return file->faults == 0 ? EXIT_DONE : EXIT_USAGE;
}

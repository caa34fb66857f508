/* annex.c - steerctl committee show: the member list of a day, for a terminal or laid out as the
 * annex of a decision is (Decree 30/2020/ND-CP). */
#include "columns.h"
#include "committee.h"
#include "json.h"
#include "memory.h"
#include "output.h"
#include "page.h"
#include "vietnamese.h"

#include <stdlib.h>
#include <string.h>

/* What is printed: of one day, as known at one time. */
struct annex {
    struct run *run;
    cJSON *committee;
    cJSON *list;
    cJSON *decisions;
    const cJSON *decision; /* that ordered the list; NULL: none did */
    bool duties;           /* somebody has one: there is a column */
};

static const char page_head[] =
    "<style>\n" PAGE_A4 "h1, h2, .to { font-size: 14pt; text-align: center; margin: 0; }\n"
    "h2, .to { text-wrap: balance; overflow-wrap: anywhere; }\n"
    "h2 { margin-top: 6pt; }\n"
    ".to { font-style: italic; margin-top: 3pt; }\n"
    "hr { width: 33%; border: 0; border-top: 1px solid #000; margin: 6pt auto 14pt; }\n"
    "table { width: calc(100% - 2px); margin: 0 1px; border-collapse: collapse; font-size: 13pt; "
    "}\n"
    "thead { display: table-header-group; }\n"
    "tr { break-inside: avoid; }\n"
    "th, td { border: 1px solid #000; padding: 3pt 5pt; vertical-align: middle; text-align: left;\n"
    "  overflow-wrap: anywhere; }\n"
    "th, td.number { text-align: center; }\n"
    "th { overflow-wrap: normal; }\n"
    "td.number { width: 8mm; white-space: nowrap; }\n"
    "td:nth-child(2) { width: 26%; }\n"
    "td:nth-child(4) { width: 24%; }\n"
    "td:nth-child(4):nth-last-child(2) { width: 17%; }\n" /* a column more: duties */
    ".count { font-size: 13pt; margin: 8pt 0 0; }\n"
    "</style>\n";

static char *in_words(const struct annex *annex, const cJSON *object, const char *member)
{
    char *english = format_text("%s_en", member);
    bool has = annex->run->language == LANGUAGE_EN && *text_of(object, english) != '\0';
    char *text = shown(annex->run, object, has ? english : member);
    free(english);
    return text;
}

/* "Giám đốc Sở Khoa học và Công nghệ, đại diện ..." */
static char *position_of(const struct annex *annex, const cJSON *seat)
{
    bool by_post = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(seat, "ex_officio"));
    char *position =
        by_post ? in_words(annex, seat, "post_title") : shown(annex->run, seat, "position");
    char *agency = shown(annex->run, seat, "represents_name");
    char *text = NULL;
    if (*agency == '\0') {
        free(agency);
        return position;
    }
    char *represents = message_text(annex->run->language, M_ANNEX_REPRESENTS, agency, NULL);
    text = *position == '\0' ? copy_string(agency) : format_text("%s, %s", position, represents);
    free(represents);
    free(agency);
    free(position);
    return text;
}

/* NULL: no more columns. The caller frees it. */
static char *cell_of(const struct annex *annex, const cJSON *seat, int column)
{
    switch (column) {
    case 0:
        return shown(annex->run, seat, "rank");
    case 1:
        return shown(annex->run, seat, "person_name");
    case 2:
        return position_of(annex, seat);
    case 3:
        return in_words(annex, seat, "role_name");
    case 4:
        return annex->duties ? shown(annex->run, seat, "duty") : NULL;
    default:
        return NULL;
    }
}

static char *title_of(const struct annex *annex)
{
    bool english =
        annex->run->language == LANGUAGE_EN && *text_of(annex->committee, "name_en") != '\0';
    char *name = shown(annex->run, annex->committee, english ? "name_en" : "name_vi");
    char *high = capitals(name);
    char *text = format_text("%s %s", message_plain(annex->run->language, M_ANNEX_TITLE), high);
    free(high);
    free(name);
    return text;
}

/* "ngày 05 tháng 01 năm 2025": as the decree writes a day. */
static char *day_in_words(const struct annex *annex, const char *member)
{
    char *day =
        annex->run->language == LANGUAGE_EN ? NULL : page_day(text_of(annex->decision, member));
    return day == NULL ? shown(annex->run, annex->decision, member) : day;
}

/* "Quyết định số 1234-QĐ/TU": it may be a document of another type. */
static char *document_of(const struct annex *annex)
{
    enum language language = annex->run->language;
    bool decision = strcmp(text_of(annex->decision, "document_type"), "Quyết định") == 0;
    char *type = shown(annex->run, annex->decision, "document_type");
    char *number = shown(annex->run, annex->decision, "document_code");
    char *text = message_text(language, M_ANNEX_DOCUMENT,
                              decision ? message_plain(language, M_ANNEX_DECISION) : type, number);
    free(number);
    free(type);
    return text;
}

/* "(Kèm theo Quyết định số 1234-QĐ/TU ngày 25 tháng 3 năm 2025 của Tỉnh ủy ...)"; NULL: of none. */
static char *bound_to(const struct annex *annex)
{
    enum language language = annex->run->language;
    if (*text_of(annex->decision, "document_code") == '\0')
        return NULL;
    char *document = document_of(annex);
    char *issuer = shown(annex->run, annex->decision, "issuer_name");
    char *day = day_in_words(annex, "signed_on");
    char *by = message_text(language, M_ANNEX_BY, day, issuer);
    char *text = message_text(language, M_ANNEX_TO, document, by);
    free(by);
    free(day);
    free(issuer);
    free(document);
    return text;
}

static char *count_of(const struct annex *annex)
{
    const cJSON *seats = cJSON_GetObjectItemCaseSensitive(annex->list, "items");
    char *number = format_text("%d", cJSON_GetArraySize(seats));
    char *day = shown(annex->run, annex->list, "as_of.valid_at");
    char *text = message_text(annex->run->language, M_ANNEX_COUNT, number, day);
    free(day);
    free(number);
    return text;
}

static const int heads[] = {M_ANNEX_NUMBER, M_ANNEX_NAME, M_ANNEX_POSITION, M_ANNEX_ROLE,
                            M_ANNEX_DUTY};

static void write_html_rows(const struct annex *annex)
{
    const cJSON *seat = NULL;
    fputs("<table>\n<thead><tr>", stdout);
    for (int i = 0; i < 4 + annex->duties; i++)
        printf("<th>%s</th>", message_plain(annex->run->language, heads[i]));
    fputs("</tr></thead>\n<tbody>\n", stdout);
    cJSON_ArrayForEach(seat, cJSON_GetObjectItemCaseSensitive(annex->list, "items"))
    {
        char *cell = NULL;
        fputs("<tr>", stdout);
        for (int i = 0; (cell = cell_of(annex, seat, i)) != NULL; i++)
            page_block(STYLE_HTML, i == 0 ? "<td class=\"number\">" : "<td>", cell, "</td>");
        fputs("</tr>\n", stdout);
    }
    fputs("</tbody>\n</table>\n", stdout);
}

static void write_html(const struct annex *annex)
{
    enum language language = annex->run->language;
    printf("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n",
           in_language(language, "vi", "en"));
    page_block(STYLE_HTML, "<title>", title_of(annex), "</title>\n");
    printf("%s</head>\n<body>\n<h1>%s</h1>\n", page_head, message_plain(language, M_ANNEX));
    page_block(STYLE_HTML, "<h2>", title_of(annex), "</h2>\n");
    page_block(STYLE_HTML, "<p class=\"to\">", bound_to(annex), "</p>\n");
    fputs("<hr>\n", stdout);
    write_html_rows(annex);
    page_block(STYLE_HTML, "<p class=\"count\">", count_of(annex), "</p>\n");
    fputs("</body>\n</html>\n", stdout);
}

static void write_md(const struct annex *annex)
{
    enum language language = annex->run->language;
    const cJSON *seat = NULL;
    printf("**%s**\n\n", message_plain(language, M_ANNEX));
    page_block(STYLE_MD, "**", title_of(annex), "**\n\n");
    page_block(STYLE_MD, "*", bound_to(annex), "*\n\n");
    for (int i = 0; i < 4 + annex->duties; i++)
        printf("| %s ", message_plain(language, heads[i]));
    fputs("|\n|---:|", stdout);
    for (int i = 1; i < 4 + annex->duties; i++)
        fputs("---|", stdout);
    fputc('\n', stdout);
    cJSON_ArrayForEach(seat, cJSON_GetObjectItemCaseSensitive(annex->list, "items"))
    {
        char *cell = NULL;
        for (int i = 0; (cell = cell_of(annex, seat, i)) != NULL; i++)
            page_block(STYLE_MD, "| ", cell, " ");
        fputs("|\n", stdout);
    }
    page_block(STYLE_MD, "\n", count_of(annex), "\n");
}

/* The cells of the annex, under the labels of the members they are made of. */
static cJSON *rows_of(const struct annex *annex)
{
    static const char *const members[] = {"rank", "person_name", "position", "role_name", "duty"};
    cJSON *rows = must(cJSON_CreateArray());
    const cJSON *seat = NULL;
    cJSON_ArrayForEach(seat, cJSON_GetObjectItemCaseSensitive(annex->list, "items"))
    {
        cJSON *row = must(cJSON_CreateObject());
        char *cell = NULL;
        for (int i = 0; (cell = cell_of(annex, seat, i)) != NULL; i++) {
            must(cJSON_AddStringToObject(row, members[i], cell));
            free(cell);
        }
        cJSON_AddItemToArray(rows, row);
    }
    return rows;
}

static int write_terminal(const struct annex *annex)
{
    char *title = title_of(annex);
    char *bound = bound_to(annex);
    char *count = count_of(annex);
    cJSON *rows = rows_of(annex);
    printf("%s\n%s%s", title, bound == NULL ? "" : bound, bound == NULL ? "" : "\n");
    output_rows(annex->run, rows,
                annex->duties ? "rank person_name position role_name duty"
                              : "rank person_name position role_name");
    printf("\n%s\n", count);
    cJSON_Delete(rows);
    free(count);
    free(bound);
    free(title);
    return EXIT_DONE;
}

/* For programs: all that the annex is made of. */
static int write_parts(struct annex *annex)
{
    if (annex->run->format == FORMAT_CSV || annex->run->format == FORMAT_NAME)
        return write_under(annex->run, "seat",
                           cJSON_GetObjectItemCaseSensitive(annex->list, "items"));
    cJSON *all = must(cJSON_CreateObject());
    cJSON *decision =
        annex->decision == NULL ? cJSON_CreateNull() : cJSON_Duplicate(annex->decision, true);
    cJSON_AddItemToObject(all, "committee", annex->committee);
    cJSON_AddItemToObject(all, "decision", must(decision));
    cJSON_AddItemToObject(all, "seats", cJSON_DetachItemFromObject(annex->list, "items"));
    annex->committee = NULL;
    char *json = must(cJSON_PrintUnformatted(all));
    int result = output_object(annex->run, json);
    cJSON_free(json);
    cJSON_Delete(all);
    return result;
}

/* The first of those in force on the day that orders the list; they come the last one first. */
static const cJSON *ordering(const struct annex *annex)
{
    const char *day = cJSON_GetStringValue(value_at(annex->list, "as_of.valid_at"));
    const cJSON *decision = NULL;
    cJSON_ArrayForEach(decision, annex->decisions)
    {
        bool orders = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(decision, "orders_seats"));
        if (orders && *text_of(decision, "corrected_by") == '\0' && day != NULL &&
            strcmp(text_of(decision, "effective_on"), day) <= 0)
            return decision;
    }
    return NULL;
}

static int read_annex(struct annex *annex)
{
    static const char moment[] = "valid-at known-at";
    struct run *run = annex->run;
    int result = run_begin(run);
    if (result == EXIT_DONE)
        result = committee_read(&annex->committee, run, "/v1/committees/{}", moment);
    if (result == EXIT_DONE)
        result = committee_read(&annex->list, run, "/v1/committees/{}/seats", moment);
    if (result == EXIT_DONE)
        result = committee_read_all(&annex->decisions, run, "/v1/committees/{}/decisions", NULL);
    if (result != EXIT_DONE)
        return result;
    const cJSON *seat = NULL;
    annex->decision = ordering(annex);
    cJSON_ArrayForEach(seat, cJSON_GetObjectItemCaseSensitive(annex->list, "items"))
    {
        annex->duties = annex->duties || *text_of(seat, "duty") != '\0';
    }
    return EXIT_DONE;
}

int run_committee_show(struct run *run)
{
    struct annex annex = {.run = run};
    int result = read_annex(&annex);
    if (result == EXIT_DONE && run->format == FORMAT_HTML)
        write_html(&annex);
    else if (result == EXIT_DONE && run->format == FORMAT_MD)
        write_md(&annex);
    else if (result == EXIT_DONE && (run->format == FORMAT_TABLE || run->format == FORMAT_WIDE))
        result = write_terminal(&annex);
    else if (result == EXIT_DONE)
        result = write_parts(&annex);
    cJSON_Delete(annex.committee);
    cJSON_Delete(annex.list);
    cJSON_Delete(annex.decisions);
    return result;
}

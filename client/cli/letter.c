/* letter.c - steerctl urging letter: the letter about an urging (công văn đôn đốc), laid out as
 * Decree 30/2020/ND-CP has it, or as the Party does. What the register does not know is a blank to
 * be filled in. It is Vietnamese in either language: that is what is signed. */
#include "committee.h"
#include "json.h"
#include "memory.h"
#include "output.h"
#include "page.h"
#include "urging.h"
#include "vietnamese.h"
#include "width.h"

#include <stdlib.h>
#include <string.h>

static const char page_head[] =
    "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<style>\n" PAGE_A4 ".sides { display: flex; justify-content: space-between; gap: 4mm; }\n"
    ".sides > div { flex: 1; min-width: 0; text-align: center; font-size: 13pt;\n"
    "  overflow-wrap: anywhere; }\n"
    ".head > div:first-child { flex: 0 0 41%; }\n"
    ".sides > div.end { text-align: left; font-size: 11pt; }\n"
    ".sides p, .sides hr { margin: 0 0 3pt; text-wrap: balance; }\n"
    ".nation { font-size: 12pt; }\n"
    ".state .nation, .state .ruled { white-space: nowrap; }\n"
    ".ruled { display: inline-block; border-bottom: 1px solid #000; padding-bottom: 2pt; }\n"
    "hr { width: 40%; border: 0; border-top: 1px solid #000; }\n"
    ".sides hr { margin: 2pt auto 6pt; }\n"
    ".subject { font-size: 12pt; }\n"
    ".receivers { font-size: 12pt; font-weight: bold; font-style: italic; }\n"
    ".party .sides > div { font-size: 14pt; }\n"
    ".party .ruled { font-size: 15pt; }\n"
    ".party .subject { font-style: italic; }\n"
    ".party .sides > div.end { font-size: 12pt; }\n"
    ".party .receivers { font-size: 14pt; font-weight: normal; font-style: normal;\n"
    "  text-decoration: underline; }\n"
    ".to { text-align: center; margin: 18pt 0 12pt; }\n"
    ".text { text-align: justify; text-indent: 10mm; margin: 6pt 0; white-space: pre-line;\n"
    "  overflow-wrap: anywhere; orphans: 2; widows: 2; }\n"
    "table { width: calc(100% - 2px); margin: 6pt 1px; table-layout: fixed; "
    "border-collapse: collapse;\n"
    "  font-size: 12pt; }\n"
    "thead { display: table-header-group; }\n"
    "tr { break-inside: avoid; }\n"
    "th, td { border: 1px solid #000; padding: 3pt; overflow-wrap: anywhere; }\n"
    "th { overflow-wrap: normal; }\n"
    "td.number { text-align: center; }\n"
    "td .code { display: inline-block; max-width: 100%; font-size: 11pt; font-style: italic; }\n"
    ".foot { margin-top: 14pt; break-before: avoid; break-inside: avoid; }\n"
    ".seal { height: 24mm; }\n"
    "</style>\n";

static const char blank[] = "…………";
static const char *const heads[] = {
    "STT", "Mã", "Nhiệm vụ", "Sản phẩm", "Thời hạn", "Quá hạn (ngày làm việc)", "Lần đôn đốc"};
enum { HEAD_COUNT = sizeof heads / sizeof *heads };

static bool is_of(const cJSON *letter, const char *family)
{
    return strcmp(text_of(letter, "family"), family) == 0;
}

/* Known, in capitals, or a blank. */
static char *high_or_blank(const cJSON *letter, const char *member, const char *what)
{
    const char *text = text_of(letter, member);
    return *text == '\0' ? format_text("[%s]", what) : capitals(text);
}

static char *number_of(const cJSON *letter)
{
    const char *number = text_of(letter, "number");
    bool party = is_of(letter, "party");
    return *number == '\0'
               ? format_text("Số%s %s%s", party ? "" : ":", blank, party ? "-CV/…" : "/…")
               : format_text("Số%s %s", party ? "" : ":", number);
}

/* "V/v đôn đốc…"; the Party writes it without V/v, with a capital. */
static char *subject_of(const cJSON *letter)
{
    static const char about[] = "V/v ";
    const char *subject = text_of(letter, "subject");
    if (!is_of(letter, "party") || strncmp(subject, about, sizeof about - 1) != 0)
        return copy_string(subject);
    const char *rest = subject + sizeof about - 1;
    const char *first = rest;
    if (*rest != '\0')
        next_character(&rest);
    char *letter_first = copy_bytes(first, (size_t)(rest - first));
    char *high = capitals(letter_first);
    char *text = format_text("%s%s", high, rest);
    free(high);
    free(letter_first);
    return text;
}

static char *place_of(const cJSON *letter)
{
    char *day = page_day(text_of(letter, "dated"));
    char *text = format_text("%s, ngày %s", blank, day == NULL ? blank : day);
    free(day);
    return text;
}

/* The heading on the right, of two lines; the second may be NULL. */
static void heading_of(const cJSON *letter, const char **first, const char **second)
{
    *second = NULL;
    if (is_of(letter, "party")) {
        *first = "ĐẢNG CỘNG SẢN VIỆT NAM";
    } else if (is_of(letter, "state")) {
        *first = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
        *second = "Độc lập - Tự do - Hạnh phúc";
    } else {
        *first = "[Quốc hiệu và tiêu ngữ, hoặc tiêu đề văn bản của Đảng]";
    }
}

static const char *on_behalf_of(const cJSON *letter)
{
    return is_of(letter, "party") ? "T/M BAN CHỈ ĐẠO" : "TM. BAN CHỈ ĐẠO";
}

/* In the State whoever signs for the head says so; in the Party a deputy signs for the committee.
 */
static bool for_the_head(const cJSON *letter)
{
    const char *post = text_of(letter, "post");
    return is_of(letter, "state") && *post != '\0' && strcmp(post, "Trưởng ban") != 0;
}

static const char for_head[] = "KT. TRƯỞNG BAN";

/* A cell of the table; NULL: no more. The caller frees it. */
static char *cell_of(const struct run *run, const cJSON *item, int row, int column)
{
    static const char *const members[] = {"task", "title", "product", "due_on"};
    const cJSON *late = cJSON_GetObjectItemCaseSensitive(item, "workdays_late");
    if (column == 0)
        return format_text("%d", row);
    if (column < 5)
        return shown(run, item, members[column - 1]);
    if (column == 5)
        return cJSON_IsNumber(late) && late->valueint > 0 ? format_text("%d", late->valueint)
                                                          : copy_string("");
    return column == 6 ? shown(run, item, "times") : NULL;
}

static void write_html_head(const cJSON *letter)
{
    const char *first = NULL, *second = NULL;
    heading_of(letter, &first, &second);
    fputs(page_head, stdout);
    page_block(STYLE_HTML, "<title>", subject_of(letter), "</title>\n</head>\n");
    page_block(STYLE_HTML, "<body class=\"", copy_string(text_of(letter, "family")), "\">\n");
    page_block(STYLE_HTML, "<div class=\"sides head\"><div>\n<p>",
               high_or_blank(letter, "issuer_above", "Cơ quan chủ quản"), "</p>\n");
    page_block(STYLE_HTML, "<p><b>", high_or_blank(letter, "issuer", "Cơ quan ban hành"),
               is_of(letter, "party") ? "</b></p>\n<p>*</p>\n" : "</b></p>\n<hr>\n");
    page_block(STYLE_HTML, "<p>", number_of(letter), "</p>\n");
    page_block(STYLE_HTML, "<p class=\"subject\">", subject_of(letter), "</p>\n</div><div>\n");
    if (second != NULL)
        printf("<p class=\"nation\"><b>%s</b></p>\n", first);
    printf("<p class=\"ruled\"><b>%s</b></p>\n", second == NULL ? first : second);
    page_block(STYLE_HTML, "<p><i>", place_of(letter), "</i></p>\n</div></div>\n");
}

/* The code stands below the title: seven columns are too many for the width of a page. */
static void write_html_row(const struct run *run, const cJSON *item, int row)
{
    char *cell = NULL;
    fputs("<tr>", stdout);
    for (int i = 0; (cell = cell_of(run, item, row, i)) != NULL; i++) {
        if (i == 1)
            free(cell);
        else
            page_block(STYLE_HTML, i == 2 || i == 3 ? "<td>" : "<td class=\"number\">", cell, "");
        if (i == 2)
            page_block(STYLE_HTML, " <span class=\"code\">(", cell_of(run, item, row, 1),
                       ")</span>");
        fputs(i == 1 ? "" : "</td>", stdout);
    }
    fputs("</tr>\n", stdout);
}

static void write_html_table(const struct run *run, const cJSON *letter)
{
    const cJSON *item = NULL;
    int row = 0;
    fputs("<table>\n<colgroup><col style=\"width: 11mm\"><col><col style=\"width: 32mm\">"
          "<col style=\"width: 23mm\"><col style=\"width: 17mm\"><col style=\"width: 14mm\">"
          "</colgroup>\n<thead><tr>",
          stdout);
    for (int i = 0; i < HEAD_COUNT; i++) {
        if (i != 1)
            printf("<th>%s</th>", heads[i]);
    }
    fputs("</tr></thead>\n<tbody>\n", stdout);
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(letter, "items"))
    {
        write_html_row(run, item, ++row);
    }
    fputs("</tbody>\n</table>\n", stdout);
}

static void write_html(const struct run *run, const cJSON *letter)
{
    write_html_head(letter);
    page_block(STYLE_HTML, "<p class=\"to\">Kính gửi: ", copy_string(text_of(letter, "addressee")),
               "</p>\n");
    page_block(STYLE_HTML, "<p class=\"text\">", copy_string(text_of(letter, "opening")), "</p>\n");
    write_html_table(run, letter);
    page_block(STYLE_HTML, "<p class=\"text\">", copy_string(text_of(letter, "text")), "</p>\n");
    page_block(STYLE_HTML, "<p class=\"text\">", copy_string(text_of(letter, "closing")),
               is_of(letter, "party") ? "</p>\n" : "/.</p>\n");
    fputs("<div class=\"sides foot\"><div class=\"end\">\n<p class=\"receivers\">Nơi nhận:</p>\n"
          "<p>- Như trên;</p>\n<p>- Ban Chỉ đạo (để báo cáo);</p>\n",
          stdout);
    printf("<p>- Lưu: %s.</p>\n</div><div>\n<p><b>%s</b></p>\n", blank, on_behalf_of(letter));
    if (for_the_head(letter))
        printf("<p><b>%s</b></p>\n", for_head);
    page_block(STYLE_HTML, "<p><b>", high_or_blank(letter, "post", "Chức vụ người ký"),
               "</b></p>\n<div class=\"seal\"></div>\n");
    printf("<p>%s</p>\n</div></div>\n</body>\n</html>\n", blank);
}

static void write_md_table(const struct run *run, const cJSON *letter)
{
    const cJSON *item = NULL;
    int row = 0;
    for (int i = 0; i < HEAD_COUNT; i++)
        printf("| %s ", heads[i]);
    fputs("|\n|---:|---|---|---|---|---:|---:|\n", stdout);
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(letter, "items"))
    {
        char *cell = NULL;
        row++;
        for (int i = 0; (cell = cell_of(run, item, row, i)) != NULL; i++)
            page_block(STYLE_MD, "| ", cell, " ");
        fputs("|\n", stdout);
    }
}

/* A line of its own: Markdown would run it into the next one. */
static const char md_break[] = "  \n";

static void write_md(const struct run *run, const cJSON *letter)
{
    const char *first = NULL, *second = NULL;
    heading_of(letter, &first, &second);
    page_block(STYLE_MD, "", high_or_blank(letter, "issuer_above", "Cơ quan chủ quản"), md_break);
    page_block(STYLE_MD, "**", high_or_blank(letter, "issuer", "Cơ quan ban hành"),
               is_of(letter, "party") ? "**  \n\\*  \n" : "**  \n");
    page_block(STYLE_MD, "", number_of(letter), md_break);
    page_block(STYLE_MD, "", subject_of(letter), "\n\n");
    page_block(STYLE_MD, "**", copy_string(first), "**  \n");
    page_block(STYLE_MD, "**", second == NULL ? NULL : copy_string(second), "**  \n");
    page_block(STYLE_MD, "*", place_of(letter), "*\n\n");
    page_block(STYLE_MD, "Kính gửi: ", copy_string(text_of(letter, "addressee")), "\n\n");
    page_block(STYLE_MD, "", copy_string(text_of(letter, "opening")), "\n\n");
    write_md_table(run, letter);
    page_block(STYLE_MD, "\n", copy_string(text_of(letter, "text")), "\n\n");
    page_block(STYLE_MD, "", copy_string(text_of(letter, "closing")),
               is_of(letter, "party") ? "\n\n" : "/.\n\n");
    printf("*Nơi nhận:*\n- Như trên;\n- Ban Chỉ đạo (để báo cáo);\n- Lưu: %s.\n\n**%s**  \n", blank,
           on_behalf_of(letter));
    if (for_the_head(letter))
        printf("**%s**  \n", for_head);
    page_block(STYLE_MD, "**", high_or_blank(letter, "post", "Chức vụ người ký"), "**\n\n");
    puts(blank);
}

int run_urging_letter(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    cJSON *letter = result == EXIT_DONE ? json_parse_all(steer_answer_body(answer)) : NULL;
    if (letter != NULL && run->format == FORMAT_HTML)
        write_html(run, letter);
    else if (letter != NULL && run->format != FORMAT_JSON && run->format != FORMAT_NDJSON &&
             run->format != FORMAT_CSV && run->format != FORMAT_NAME)
        write_md(run, letter);
    else if (letter != NULL && (run->format == FORMAT_CSV || run->format == FORMAT_NAME))
        result =
            write_under(run, run->command->view, cJSON_GetObjectItemCaseSensitive(letter, "items"));
    else if (result == EXIT_DONE)
        result = output_object(run, steer_answer_body(answer));
    cJSON_Delete(letter);
    steer_answer_free(answer);
    return result;
}

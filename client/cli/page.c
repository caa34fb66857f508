/* page.c - pages to be printed: texts of the register in HTML or Markdown, days in words. */
#include "page.h"

#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void page_text(enum page_style style, const char *text)
{
    for (; *text != '\0'; text++) {
        if (style == STYLE_HTML && *text == '&')
            fputs("&amp;", stdout);
        else if (style == STYLE_HTML && *text == '"')
            fputs("&quot;", stdout);
        else if (style == STYLE_HTML && *text == '\'')
            fputs("&#39;", stdout);
        else if (*text == '<')
            fputs("&lt;", stdout);
        else if (*text == '>')
            fputs("&gt;", stdout);
        else if (style == STYLE_MD && strchr("\\`*_{}[]#|~&!", *text) != NULL)
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

void page_block(enum page_style style, const char *before, char *text, const char *after)
{
    if (text != NULL) {
        fputs(before, stdout);
        page_text(style, text);
        fputs(after, stdout);
    }
    free(text);
}

char *page_day(const char *iso)
{
    int year = 0, month = 0, day = 0;
    if (sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return NULL;
    return format_text(month < 3 ? "%02d tháng %02d năm %d" : "%02d tháng %d năm %d", day, month,
                       year);
}

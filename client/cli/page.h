/* page.h - pages to be printed: texts of the register in HTML or Markdown, days as Decree
 * 30/2020/ND-CP writes them. */
#ifndef STEERCTL_PAGE_H
#define STEERCTL_PAGE_H

enum page_style { STYLE_HTML, STYLE_MD };

/* To standard output; nothing of the text becomes markup. */
void page_text(enum page_style style, const char *text);
/* `before` TEXT `after`; takes the text over. NULL: nothing. */
void page_block(enum page_style style, const char *before, char *text, const char *after);
/* "05 tháng 01 năm 2025" of 2025-01-05; NULL: it is no day. The caller frees it. */
char *page_day(const char *iso);

#endif

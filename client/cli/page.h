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

/* Style of a printed page: A4 with the margins of NĐ 30/2020/NĐ-CP, numbered from the second on. */
#define PAGE_A4                                                                                    \
    "@page { size: A4 portrait; margin: 20mm 15mm 20mm 30mm;\n"                                    \
    "  @top-center { content: counter(page); font: 13pt \"Times New Roman\", serif; } }\n"         \
    "@page :first { @top-center { content: none; } }\n"                                            \
    "html { background: #fff; color: #000; }\n"                                                    \
    "body { font: 14pt/1.3 \"Times New Roman\", Tinos, \"Noto Serif\", \"DejaVu Serif\", serif; "  \
    "margin: 0; }\n"                                                                               \
    "@media screen { body { box-sizing: border-box; max-width: 210mm; margin: 0 auto;\n"           \
    "  padding: 20mm 15mm 20mm 30mm; } }\n"

#endif

/* vietnamese.h - Vietnamese letters without a locale: compared as people mean them, and capitals.
 */
#ifndef STEERCTL_VIETNAMESE_H
#define STEERCTL_VIETNAMESE_H

/* "Phó Trưởng  ban" is "pho_truong_ban", however it is composed: without marks and capitals, words
 * joined by _. The caller frees it. */
char *folded(const char *text);
/* "Tổ Đề án" is "TỔ ĐỀ ÁN". The caller frees it. */
char *capitals(const char *text);

#endif

/* messages.h - what steerctl says, in the language that was chosen. */
#ifndef STEERCTL_MESSAGES_H
#define STEERCTL_MESSAGES_H

enum language { LANGUAGE_VI, LANGUAGE_EN };

enum message {
#define MESSAGE(name, vi, en) M_##name,
#include "messages.def"
#undef MESSAGE
};

/* The text as it stands in the table. */
const char *message_plain(enum language language, int message);
/* With {0} and {1} filled in; the values may be NULL where the text has no place for them. The
 * caller frees it. */
char *message_text(enum language language, int message, const char *first, const char *second);
/* Prints "steerctl: TEXT" on standard error. */
void say(enum language language, int message, const char *first, const char *second);
/* One of the two texts of a table row. */
const char *in_language(enum language language, const char *vi, const char *en);

#endif

/* form.c - finds and decodes parameters of a form. */
#include "api/form.h"

#include "api/percent.h"
#include "json/utf8.h"

#include <string.h>

int form_decode(char *out, size_t room, struct http_text text)
{
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        bool space = text.data[at] == '+';
        int byte = percent_byte(text, &at);
        if (space)
            byte = ' ';
        if (byte < 0 || size + 1 >= room)
            return -1;
        out[size++] = (char)byte;
    }
    out[size] = '\0';
    return utf8_valid(out, size) ? 0 : -1;
}

enum form_outcome form_value(char *out, size_t room, struct http_text form, const char *name)
{
    enum form_outcome outcome = FORM_ABSENT;
    const char *at = form.data;
    const char *end = form.data + form.size;
    char key[64];
    while (at < end) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        stop = stop != NULL ? stop : end;
        const char *equals = memchr(at, '=', (size_t)(stop - at));
        const char *key_end = equals != NULL ? equals : stop;
        if (form_decode(key, sizeof key, (struct http_text){at, (size_t)(key_end - at)}) == 0 &&
            strcmp(key, name) == 0) {
            if (outcome != FORM_ABSENT || equals == NULL ||
                form_decode(out, room, (struct http_text){equals + 1, (size_t)(stop - equals) - 1}))
                return FORM_MALFORMED;
            outcome = FORM_FOUND;
        }
        at = stop + 1;
    }
    return outcome;
}

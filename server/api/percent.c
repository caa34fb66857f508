/* percent.c - decodes what stands in paths and forms. */
#include "api/percent.h"

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

int percent_byte(struct http_text text, size_t *at)
{
    int byte = (unsigned char)text.data[(*at)++];
    if (byte == '%') {
        int high = *at + 1 < text.size ? hex_value(text.data[*at]) : -1;
        int low = *at + 1 < text.size ? hex_value(text.data[*at + 1]) : -1;
        *at += 2;
        byte = high < 0 || low < 0 ? -1 : high * 16 + low;
    }
    return byte < 0x20 || byte == 0x7F ? -1 : byte;
}

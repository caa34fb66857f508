/* base64url.c - the lenient decoder of a library would let one token be written in many ways. */
#include "auth/base64url.h"

#include <stdint.h>

static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '-')
        return 62;
    return c == '_' ? 63 : -1;
}

long base64url_decode(unsigned char *out, const char *text, size_t size)
{
    uint32_t bits = 0;
    unsigned held = 0;
    long written = 0;
    for (size_t i = 0; i < size; i++) {
        int value = value_of(text[i]);
        if (value < 0)
            return -1;
        bits = bits << 6 | (uint32_t)value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[written++] = (unsigned char)(bits >> held);
        }
    }
    /* 6 bits over: a last character that belongs to no byte. */
    if (held == 6 || (bits & ((1U << held) - 1)) != 0)
        return -1;
    return written;
}

void base64url_encode(char *out, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < size; i++) {
        bits = bits << 8 | bytes[i];
        for (held += 8; held >= 6;) {
            held -= 6;
            *out++ = digits[bits >> held & 63];
        }
    }
    if (held > 0)
        *out++ = digits[bits << (6 - held) & 63];
    *out = '\0';
}

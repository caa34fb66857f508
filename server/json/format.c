/* format.c - the written forms: each function looks once over one text and keeps nothing. */
#include "json/format.h"

#include "json/utf8.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* ctype.h depends on the locale, these do not. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_alphanumeric(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t count_digits(const char *text)
{
    size_t count = 0;
    while (is_digit(text[count]))
        count++;
    return count;
}

/* '0' in the form stands for a digit, 'h' for a hexadecimal one; anything else for itself. */
static bool has_form(const char *text, const char *form)
{
    for (; *form != '\0'; form++, text++) {
        bool fits = *form == '0' ? is_digit(*text) : *form == 'h' ? is_hex(*text) : *text == *form;
        if (!fits)
            return false;
    }
    return true;
}

static int number(const char *digits, int count)
{
    int value = 0;
    while (count-- > 0)
        value = value * 10 + (*digits++ - '0');
    return value;
}

bool format_code(const char *text)
{
    size_t size = 0;
    if (!is_alphanumeric(text[0]))
        return false;
    while (is_alphanumeric(text[size]) || text[size] == '.' || text[size] == '_' ||
           text[size] == '-')
        size++;
    return size <= 64 && text[size] == '\0';
}

bool format_uuid(const char *text)
{
    return strlen(text) == 36 && has_form(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh");
}

bool format_decimal(const char *text)
{
    if (*text == '-')
        text++;
    size_t digits = count_digits(text);
    if (digits < 1 || digits > 18)
        return false;
    text += digits;
    if (*text == '\0')
        return true;
    digits = *text == '.' ? count_digits(text + 1) : 0;
    return digits >= 1 && digits <= 9 && text[1 + digits] == '\0';
}

bool format_sha256(const char *text)
{
    size_t size = 0;
    while (is_hex(text[size]))
        size++;
    return size == 64 && text[size] == '\0';
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && leap);
}

static bool begins_with_date(const char *text)
{
    return has_form(text, "0000-00-00") &&
           is_day(number(text, 4), number(text + 5, 2), number(text + 8, 2));
}

bool format_date(const char *text)
{
    return begins_with_date(text) && text[10] == '\0';
}

bool format_import_date(const char *text)
{
    if (format_date(text))
        return true;
    return has_form(text, "00/00/0000") && text[10] == '\0' &&
           is_day(number(text + 6, 4), number(text + 3, 2), number(text, 2));
}

static bool is_offset(const char *text)
{
    if (*text == 'Z' || *text == 'z')
        return text[1] == '\0';
    return (*text == '+' || *text == '-') && has_form(text + 1, "00:00") && text[6] == '\0' &&
           number(text + 1, 2) <= 15 && number(text + 4, 2) <= 59;
}

bool format_time(const char *text)
{
    if (!begins_with_date(text) || (text[10] != 'T' && text[10] != 't'))
        return false;
    text += 11;
    if (!has_form(text, "00:00:00") || number(text, 2) > 23 || number(text + 3, 2) > 59 ||
        number(text + 6, 2) > 59)
        return false;
    text += 8;
    if (*text == '.') {
        size_t digits = count_digits(text + 1);
        if (digits < 1 || digits > 9)
            return false;
        text += 1 + digits;
    }
    return is_offset(text);
}

/* The end of the host: a name, an IPv4 address or an IPv6 address in brackets; NULL when none. */
static const char *skip_host(const char *text)
{
    const char *start = text;
    if (*text == '[') {
        for (text++; is_hex(*text) || *text == ':' || *text == '.';)
            text++;
        return *text == ']' && text - start > 2 ? text + 1 : NULL;
    }
    while (is_alphanumeric(*text) || *text == '.' || *text == '-' || *text == '_')
        text++;
    return text > start ? text : NULL;
}

static const char *skip_port(const char *text)
{
    size_t digits = 0;
    if (*text != ':')
        return text;
    digits = count_digits(++text);
    if (digits == 0 || digits > 5 || number(text, (int)digits) > 65535)
        return NULL;
    return text + digits;
}

/* Path, query and fragment: RFC 3986 characters and whole percent-encoded bytes. */
static bool is_rest_of_url(const char *text)
{
    if (*text != '\0' && *text != '/' && *text != '?' && *text != '#')
        return false;
    unsigned fragments = 0;
    for (; *text != '\0'; text++) {
        if (*text == '%' && !(is_hex(text[1]) && is_hex(text[2])))
            return false;
        if (*text == '#' && ++fragments > 1)
            return false;
        if (!is_alphanumeric(*text) && strchr("-._~!$&'()*+,;=:@/?#%", *text) == NULL)
            return false;
    }
    return true;
}

bool format_url(const char *text)
{
    if (strncasecmp(text, "https://", 8) == 0)
        text += 8;
    else if (strncasecmp(text, "http://", 7) == 0)
        text += 7;
    else
        return false;
    text = skip_host(text);
    if (text != NULL)
        text = skip_port(text);
    return text != NULL && is_rest_of_url(text);
}

bool format_has_control(const char *text, bool lines)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
        uint32_t c = utf8_next(&at);
        if (lines && (c == '\n' || c == '\t'))
            continue;
        if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029)
            return true;
    }
    return false;
}

bool format_is_blank(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
        uint32_t c = utf8_next(&at);
        bool space = c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 ||
                     c == 0xFEFF || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F;
        if (!space)
            return false;
    }
    return true;
}

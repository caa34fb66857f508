/* token.c - reads the token endpoint's answer, and the claims of a token for display. */
#include "token.h"

#include "buffer.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Renewed this long before it ends: a request must not arrive with a token that has just ended. */
enum { MARGIN_SECONDS = 30, DEFAULT_SECONDS = 60, LONGEST_SECONDS = 86400 };

static long long now_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

bool token_is_good(const struct token *token)
{
    return token->text != NULL && (token->fixed || now_seconds() < token->until);
}

void token_clear(struct token *token)
{
    wipe_text(token->text);
    free(token->claim);
    *token = (struct token){0};
}

void token_set_fixed(struct token *token, char *text)
{
    token_clear(token);
    token->text = text;
    token->fixed = true;
}

/* A token that lives shorter than the margin is used for half its life. */
static long long good_for(const cJSON *expires_in)
{
    double seconds = cJSON_IsNumber(expires_in) ? expires_in->valuedouble : DEFAULT_SECONDS;
    if (!(seconds > 0))
        return 0;
    long long whole = seconds > LONGEST_SECONDS ? LONGEST_SECONDS : (long long)seconds;
    return whole > 2 * MARGIN_SECONDS ? whole - MARGIN_SECONDS : whole / 2;
}

int token_read(struct token *token, const char *body)
{
    cJSON *root = cJSON_Parse(body);
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(root, "access_token");
    int result = -1;
    token_clear(token);
    if (cJSON_IsString(text) && *text->valuestring != '\0' &&
        strpbrk(text->valuestring, " \r\n") == NULL) {
        const cJSON *expires_in = cJSON_GetObjectItemCaseSensitive(root, "expires_in");
        token->text = copy_text(text->valuestring);
        token->until = now_seconds() + good_for(expires_in);
        result = token->text == NULL ? -1 : 0;
    }
    if (cJSON_IsString(text))
        explicit_bzero(text->valuestring, strlen(text->valuestring));
    cJSON_Delete(root);
    return result;
}

static int base64url_value(char letter)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *found = letter == '\0' ? NULL : strchr(alphabet, letter);
    return found == NULL ? -1 : (int)(found - alphabet);
}

/* The payload of a JWT (RFC 7519) as text, the caller's; NULL when it is none. */
static char *payload(const char *token)
{
    const char *start = strchr(token, '.');
    if (start == NULL)
        return NULL;
    struct buffer decoded = {0};
    unsigned bits = 0;
    int count = 0;
    for (const char *letter = start + 1; *letter != '.' && *letter != '\0'; letter++) {
        int value = base64url_value(*letter);
        if (value < 0) {
            buffer_clear(&decoded);
            return NULL;
        }
        bits = (bits << 6 | (unsigned)value) & 0xffffu;
        count += 6;
        if (count >= 8) {
            count -= 8;
            char byte = (char)(bits >> count & 0xffu);
            buffer_add(&decoded, &byte, 1);
        }
    }
    return buffer_take(&decoded);
}

const char *token_claim(struct token *token, const char *name)
{
    free(token->claim);
    token->claim = NULL;
    char *text = token->text == NULL ? NULL : payload(token->text);
    cJSON *claims = text == NULL ? NULL : cJSON_Parse(text);
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(claims, name);
    if (cJSON_IsString(value))
        token->claim = copy_text(value->valuestring);
    cJSON_Delete(claims);
    free(text);
    return token->claim == NULL ? "" : token->claim;
}

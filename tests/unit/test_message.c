/* test_message.c - composed mail: encoded words, lines, and nothing that becomes a header. */
#include "delivery/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct message good(void)
{
    return (struct message){.id = "0b0e6c5e-0000-4000-8000-000000000001",
                            .to = "vanthu@tinh.gov.vn",
                            .to_name = "Sở Y tế",
                            .date = "Thu, 12 Jun 2025 08:00:00 +0700",
                            .subject = "Đôn đốc",
                            .body = "Một\nhai\r\n"};
}

static char *composed(const struct message *message)
{
    struct problem problem = PROBLEM_INIT;
    char *text;
    size_t size;
    assert_int_equal(message_compose(&text, &size, message, "bcd@tinh.gov.vn", &problem), 0);
    assert_int_equal(size, strlen(text));
    return text;
}

static void a_message_is_this(void **state)
{
    struct message message = good();
    char *text = composed(&message);
    (void)state;
    assert_string_equal(text, "From: <bcd@tinh.gov.vn>\r\n"
                              "To: =?UTF-8?B?U+G7nyBZIHThur8=?=\r\n"
                              " <vanthu@tinh.gov.vn>\r\n"
                              "Date: Thu, 12 Jun 2025 08:00:00 +0700\r\n"
                              "Subject: =?UTF-8?B?xJDDtG4gxJHhu5Fj?=\r\n"
                              "Message-ID: <0b0e6c5e-0000-4000-8000-000000000001@tinh.gov.vn>\r\n"
                              "MIME-Version: 1.0\r\n"
                              "Content-Type: text/plain; charset=utf-8\r\n"
                              "Content-Transfer-Encoding: base64\r\n"
                              "Auto-Submitted: auto-generated\r\n\r\n"
                              "TeG7mXQNCmhhaQ0K\r\n");
    free(text);
}

/* Every length of a subject, of characters of one to four bytes, with and without spaces. */
static void no_line_is_long_and_no_character_is_cut(void **state)
{
    static const char *const pieces[] = {"a", "ộ", "a ", " ", "ộ ", "😀", "đ"};
    char subject[600];
    (void)state;
    for (size_t piece = 0; piece < sizeof pieces / sizeof *pieces; piece++) {
        for (size_t count = 0; count < 120; count++) {
            subject[0] = '\0';
            for (size_t i = 0; i < count; i++)
                strcat(subject, pieces[piece]);
            struct message message = good();
            message.subject = subject;
            char *text = composed(&message);
            for (char *line = strtok(text, "\r\n"); line != NULL; line = strtok(NULL, "\r\n")) {
                assert_true(strlen(line) <= 76);
                /* The base64 of a word that began inside a character would begin with one of
                 * these: 10xxxxxx. */
                char *word = strstr(line, "?B?");
                assert_true(word == NULL || word[3] < 'g' || word[3] > 'v');
            }
            free(text);
        }
    }
}

static void who_has_no_address_is_named(void **state)
{
    struct message message = good();
    (void)state;
    message.to = "";
    char *text = composed(&message);
    assert_non_null(strstr(text, "?=:;\r\nDate: "));
    free(text);
}

static void what_would_break_a_header_is_refused(void **state)
{
    static const char *const addresses[] = {"@",       "a",       "a@",        "@b",
                                            "a@b@c",   "a b@c.d", "a@b.c\n",   "a@b.c\r\nBcc: x@y",
                                            "<a@b.c>", "a@b>c",   "\"a\"@b.c", "a@b.c,d@e.f",
                                            "ă@b.c"};
    struct problem problem = PROBLEM_INIT;
    char *text;
    size_t size;
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct message message = good();
        message.to = addresses[i];
        assert_int_equal(message_compose(&text, &size, &message, "a@b.c", &problem), -1);
        message = good();
        assert_int_equal(message_compose(&text, &size, &message, addresses[i], &problem), -1);
    }
    struct message message = good();
    message.id = "x>\r\nBcc: <a@b.c";
    assert_int_equal(message_compose(&text, &size, &message, "a@b.c", &problem), -1);
    message = good();
    message.date = "today\r\nBcc: a@b.c";
    assert_int_equal(message_compose(&text, &size, &message, "a@b.c", &problem), -1);
    problem_clear(&problem);
}

static void texts_stay_texts(void **state)
{
    struct message message = good();
    (void)state;
    message.subject = message.to_name = message.body = "x\r\nBcc: a@b.c\r\n\r\n.\r\n";
    char *text = composed(&message);
    assert_null(strstr(text, "Bcc"));
    assert_null(strstr(text, "\r\n.\r\n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_this),
        cmocka_unit_test(no_line_is_long_and_no_character_is_cut),
        cmocka_unit_test(who_has_no_address_is_named),
        cmocka_unit_test(what_would_break_a_header_is_refused),
        cmocka_unit_test(texts_stay_texts),
    };
    return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}

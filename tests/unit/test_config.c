/* test_config.c - where the value of an option comes from, and what is refused. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char file[] = "/tmp/steerd-config-XXXXXX";
static struct config config;
static struct problem problem;

static int load(const char *const *arguments)
{
    char *copy[16] = {(char[]){"steerd"}};
    int count = 1;
    for (; *arguments != NULL; arguments++)
        copy[count++] = strdup(*arguments);
    int result = config_load(&config, count, copy, &problem);
    while (--count > 0)
        free(copy[count]);
    return result;
}

#define LOAD(...) load((const char *const[]){__VA_ARGS__, NULL})

static void write_file(const char *text)
{
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static int set_up(void **state)
{
    (void)state;
    static bool made;
    if (!made)
        close(mkstemp(file));
    made = true;
    unsetenv("STEERD_WORKERS");
    unsetenv("STEERD_CONFIG");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    config_clear(&config);
    problem_clear(&problem);
    unsetenv("STEERD_WORKERS");
    return 0;
}

static void assert_refused(const char *word)
{
    assert_int_equal(problem.code, PROBLEM_CONFIGURATION);
    assert_non_null(strstr(problem.note, word));
}

static void defaults_stand_where_nothing_is_said(void **state)
{
    (void)state;
    assert_int_equal(load((const char *const[]){NULL}), CONFIG_READY);
    assert_string_equal(config.listen, "127.0.0.1:8057");
    assert_int_equal(config.workers, 2);
    assert_int_equal(config.body_limit, 262144);
}

static void the_file_wins_over_the_default(void **state)
{
    (void)state;
    write_file("# a comment\n\nworkers = 3\n  listen=unix:/run/x.sock  \n");
    assert_int_equal(LOAD("--config", file), CONFIG_READY);
    assert_int_equal(config.workers, 3);
    assert_string_equal(config.listen, "unix:/run/x.sock");
}

static void the_environment_wins_over_the_file_and_the_flag_over_both(void **state)
{
    (void)state;
    write_file("workers = 3\n");
    setenv("STEERD_WORKERS", "4", 1);
    assert_int_equal(LOAD("--config", file), CONFIG_READY);
    assert_int_equal(config.workers, 4);
    config_clear(&config);
    assert_int_equal(LOAD("--config", file, "--workers=5"), CONFIG_READY);
    assert_int_equal(config.workers, 5);
    config_clear(&config);
    assert_int_equal(LOAD("--workers", "6", "--config", file), CONFIG_READY);
    assert_int_equal(config.workers, 6);
}

static void a_bad_value_names_its_option_and_origin(void **state)
{
    (void)state;
    assert_int_equal(LOAD("--workers", "many"), -1);
    assert_refused("workers (flag)");
    tear_down(state);
    assert_int_equal(LOAD("--workers", "65"), -1);
    assert_refused("0 to 64");
    tear_down(state);
    setenv("STEERD_WORKERS", "-1", 1);
    assert_int_equal(load((const char *const[]){NULL}), -1);
    assert_refused("STEERD_WORKERS");
    tear_down(state);
    write_file("listen = x\nworkers = 1x\n");
    assert_int_equal(LOAD("--config", file), -1);
    assert_refused(":2");
}

static void what_is_no_option_is_refused(void **state)
{
    (void)state;
    assert_int_equal(LOAD("--nonsense"), -1);
    assert_refused("--nonsense");
    tear_down(state);
    assert_int_equal(LOAD("--workers"), -1);
    assert_refused("needs a value");
    tear_down(state);
    write_file("nonsense = 1\n");
    assert_int_equal(LOAD("--config", file), -1);
    assert_refused("nonsense");
    tear_down(state);
    write_file("workers\n");
    assert_int_equal(LOAD("--config", file), -1);
    assert_refused("NAME = VALUE");
    tear_down(state);
    assert_int_equal(LOAD("--config", "/nonexistent/steerd.conf"), -1);
    assert_refused("/nonexistent/steerd.conf");
}

static void a_certificate_needs_its_key(void **state)
{
    (void)state;
    assert_int_equal(LOAD("--tls-certificate", "c.pem"), -1);
    assert_refused("both or neither");
    tear_down(state);
    assert_int_equal(LOAD("--tls-certificate", "c.pem", "--tls-key", "k.pem"), CONFIG_READY);
}

static void an_issuer_is_an_address(void **state)
{
    static const char *const bad[] = {"longan.example", "http://a/", "http://a\"b",
                                      "https://",       "ftp://a",   "http://a b"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(LOAD("--issuer", bad[i]), -1);
        assert_refused("issuer");
        tear_down(state);
    }
    assert_int_equal(LOAD("--issuer", "https://a.example:8443/base"), CONFIG_READY);
}

static void a_mail_server_has_an_address_without_a_user(void **state)
{
    static const char *const servers[] = {"mail.example:25", "http://mail.example",
                                          "smtp://",         "smtp://u:secret@a.vn",
                                          "smtp:///x",       "smtp://a b"};
    static const char *const senders[] = {"", "bcd", "a@b@c", "BCD <a@b.vn>", "a@b.vn, c@d.vn"};
    (void)state;
    for (size_t i = 0; i < sizeof servers / sizeof *servers; i++) {
        assert_int_equal(LOAD("--smtp-url", servers[i]), -1);
        assert_refused("smtp-url");
        assert_null(strstr(problem.note, "secret"));
        tear_down(state);
    }
    for (size_t i = 0; i < sizeof senders / sizeof *senders; i++) {
        assert_int_equal(LOAD("--smtp-from", senders[i]), -1);
        assert_refused("smtp-from");
        tear_down(state);
    }
    assert_int_equal(LOAD("--smtp-tls", "maybe"), -1);
    assert_refused("smtp-tls");
}

static void mail_goes_over_tls_but_to_this_machine(void **state)
{
    static const struct {
        const char *url, *when;
        bool tls;
    } cases[] = {
        {"smtp://mail.example:587", "auto", true},     {"smtp://127.0.0.1:25", "auto", false},
        {"smtp://localhost", "auto", false},           {"smtp://[::1]:25/helo", "auto", false},
        {"smtp://127.0.0.1.example:25", "auto", true}, {"smtp://localhost.example", "auto", true},
        {"smtp://127.0.0.1:25", "required", true},     {"smtp://mail.example:25", "none", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(LOAD("--smtp-url", cases[i].url, "--smtp-tls", cases[i].when),
                         CONFIG_READY);
        assert_int_equal(config_smtp_tls(&config), cases[i].tls);
        tear_down(state);
    }
}

static void a_check_reads_the_configuration_and_the_document_needs_none(void **state)
{
    (void)state;
    assert_int_equal(LOAD("--check-config"), CONFIG_CHECKED);
    config_clear(&config);
    assert_int_equal(LOAD("--openapi", "--config", "/nonexistent"), CONFIG_OPENAPI);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(defaults_stand_where_nothing_is_said),
        TEST(the_file_wins_over_the_default),
        TEST(the_environment_wins_over_the_file_and_the_flag_over_both),
        TEST(a_bad_value_names_its_option_and_origin),
        TEST(what_is_no_option_is_refused),
        TEST(a_certificate_needs_its_key),
        TEST(an_issuer_is_an_address),
        TEST(a_mail_server_has_an_address_without_a_user),
        TEST(mail_goes_over_tls_but_to_this_machine),
        TEST(a_check_reads_the_configuration_and_the_document_needs_none),
    };
    int failed = cmocka_run_group_tests_name("config", tests, NULL, NULL);
    unlink(file);
    return failed;
}

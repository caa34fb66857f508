/* test_smtp.c - a name server that hangs keeps the clerk neither from its other work nor from going
 * down. libcurl's look-ups meet the getaddrinfo() of this program. */
#include "delivery/smtp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <event2/event.h>
#include <netdb.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

static sem_t asked; /* somebody looks a name up */
static sem_t let_go;

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found)
{
    (void)name;
    (void)service;
    (void)hints;
    (void)found;
    sem_post(&asked);
    sem_wait(&let_go);
    return EAI_AGAIN;
}

static void on_done(void *context, enum smtp_outcome outcome, const char *why)
{
    (void)context;
    (void)outcome;
    fail_msg("told of a delivery that was dropped: %s", why);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void a_look_up_that_hangs_is_not_waited_for(void **state)
{
    static const struct smtp_config config = {
        "smtp://mail.example:25", "a@b.vn", "", "", "", false};
    struct problem problem = PROBLEM_INIT;
    struct event_base *base = event_base_new();
    struct smtp *smtp;
    (void)state;
    assert_int_equal(smtp_new(&smtp, base, &config, &problem), 0);
    smtp_tell(smtp, on_done, NULL);
    assert_int_equal(smtp_send(smtp, "c@d.vn", "x", 1), 0);
    while (sem_trywait(&asked) != 0)
        event_base_loop(base, EVLOOP_NONBLOCK);
    /* Were it waited for, this would not end. */
    double began = seconds();
    smtp_free(smtp);
    assert_true(seconds() - began < 5);
    sem_post(&let_go);
    event_base_free(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_look_up_that_hangs_is_not_waited_for)};
    alarm(20); /* what hangs fails */
    sem_init(&asked, 0, 0);
    sem_init(&let_go, 0, 0);
    return cmocka_run_group_tests_name("smtp", tests, NULL, NULL);
}

/* test_drop.c - the file drop: whole files under their name, nothing of what failed, and why. */
#include "delivery/drop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[] = "/tmp/steerd-drop-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    strcpy(directory, "/tmp/steerd-drop-XXXXXX");
    return mkdtemp(directory) == NULL ? -1 : 0;
}

static unsigned entries(bool remove)
{
    unsigned count = 0;
    DIR *listing = opendir(directory);
    assert_non_null(listing);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        if (remove)
            unlinkat(dirfd(listing), entry->d_name, entry->d_type == DT_DIR ? AT_REMOVEDIR : 0);
    }
    closedir(listing);
    return count;
}

static int tear_down(void **state)
{
    (void)state;
    entries(true);
    return rmdir(directory);
}

/* Writes so many bytes as message "id"; what went wrong, or "". */
static const char *written(size_t size)
{
    static char why[sizeof((struct problem *)NULL)->note];
    struct problem problem = PROBLEM_INIT;
    char *bytes = calloc(1, size);
    assert_non_null(bytes);
    int result = drop_write(directory, "id", bytes, size, &problem);
    snprintf(why, sizeof why, "%s", problem.note);
    assert_int_equal(result, *why == '\0' ? 0 : -1);
    problem_clear(&problem);
    free(bytes);
    return why;
}

static void a_message_is_one_file_whatever_the_umask(void **state)
{
    char path[80];
    struct stat found;
    (void)state;
    mode_t mask = umask(077);
    assert_string_equal(written(3000), "");
    assert_string_equal(written(3000), "");
    umask(mask);
    snprintf(path, sizeof path, "%s/id.eml", directory);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0640);
    assert_int_equal(found.st_size, 3000);
    assert_int_equal(entries(false), 1);
}

/* A limit to the size of files stands for a disk that is full. */
static void of_what_had_no_room_nothing_stays(void **state)
{
    struct rlimit before;
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit little = {1000, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    const char *why = written(3000);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_memory_equal(why, "File too large: ", 16);
    assert_non_null(strstr(why, directory));
    assert_int_equal(entries(false), 0);
    assert_string_equal(written(3000), "");
}

static void a_name_that_is_taken_leaves_no_part(void **state)
{
    char path[80];
    (void)state;
    snprintf(path, sizeof path, "%s/id.eml", directory);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_memory_equal(written(10), "Is a directory: ", 16);
    assert_int_equal(entries(false), 1);
}

static void a_directory_that_is_not_there_is_named(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    assert_int_equal(drop_write("/nowhere/steerd", "id", "x", 1, &problem), -1);
    assert_string_equal(problem.note, "No such file or directory: /nowhere/steerd");
    problem_clear(&problem);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_message_is_one_file_whatever_the_umask),
        TEST(of_what_had_no_room_nothing_stays),
        TEST(a_name_that_is_taken_leaves_no_part),
        TEST(a_directory_that_is_not_there_is_named),
    };
    return cmocka_run_group_tests_name("drop", tests, NULL, NULL);
}

/* outbox.c - a lane for each channel: idle, delivering, reporting, and idle again. What a lane
 * holds when the process dies is taken again later: delivered at least once, always under the same
 * id. */
#include "outbox.h"

#include "api/writer.h"
#include "delivery/drop.h"
#include "delivery/message.h"
#include "delivery/smtp.h"
#include "log.h"
#include "json/scan.h"

#include <cjson/cJSON.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    TAKEN_SECONDS = 300, /* longer than any delivery takes: another clerk keeps off */
    REPORT_MS = 5000,
    REPORT_RETRY_SECONDS = 5,
    BACK_OFF_SECONDS = 5, /* of a channel that fails: 5, 10, 20 … 300 */
    BACK_OFF_MOST = 300
};

struct lane {
    struct outbox *outbox;
    const char *channel;
    bool enabled;
    struct cJSON *taken; /* the message this lane holds, or NULL: idle */
    char *bytes;         /* of it, composed */
    size_t size;
    char *report;    /* body of clerk_outbox_done, or NULL: still delivering */
    bool unreported; /* the database would not take that */
    struct db_call call;
    struct event *retry; /* the report, when the database would not take it */
    unsigned failures;   /* since a delivery went through */
    time_t rests_until;
};

struct outbox {
    const struct config *config;
    struct smtp *smtp;
    struct db *db;
    unsigned done_statement;
    struct lane lanes[BOARD_CHANNELS];
    struct board_outbox standing;
    char request[160];
    void (*again)(void *context);
    void *context;
    struct event *drain_end;
    void (*on_drained)(void *context);
    void *drained_context;
};

static time_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static const char *member(const struct cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text != NULL ? text : "";
}

static double number(const struct cJSON *object, const char *name)
{
    const struct cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) ? item->valuedouble : 0;
}

static void end_drain(struct outbox *outbox)
{
    void (*on_drained)(void *) = outbox->on_drained;
    outbox->on_drained = NULL;
    if (on_drained != NULL)
        on_drained(outbox->drained_context);
}

static void end_drain_when_idle(struct outbox *outbox)
{
    for (size_t i = 0; i < BOARD_CHANNELS; i++) {
        if (outbox->lanes[i].taken != NULL)
            return;
    }
    end_drain(outbox);
}

static void lane_clear(struct lane *lane)
{
    cJSON_Delete(lane->taken);
    free(lane->bytes);
    free(lane->report);
    lane->taken = NULL;
    lane->bytes = lane->report = NULL;
    lane->unreported = false;
}

static void log_unreported(const struct db_result *result)
{
    const struct log_field fields[] = {
        LOG_TEXT("operation", "clerk_outbox_done"), LOG_TEXT("sqlstate", result->sqlstate),
        LOG_TEXT("message", result->message ? result->message : ""), LOG_END};
    log_event(LOG_LEVEL_WARNING, "clerk_failed", fields);
}

static void on_db_reported(void *context, uint64_t ticket, const struct db_result *result)
{
    struct lane *lane = context;
    struct outbox *outbox = lane->outbox;
    struct timeval wait = {REPORT_RETRY_SECONDS, 0};
    (void)ticket;
    if (result->outcome != DB_ROW) {
        log_unreported(result);
        lane->unreported = true;
        evtimer_add(lane->retry, &wait);
        return;
    }
    lane_clear(lane);
    if (outbox->on_drained != NULL)
        end_drain_when_idle(outbox);
    else if (lane->failures == 0)
        outbox->again(outbox->context);
}

/* Reported until the database has taken it: a message not reported is sent twice. */
static void lane_submit(struct lane *lane)
{
    struct problem problem = PROBLEM_INIT;
    struct timeval wait = {REPORT_RETRY_SECONDS, 0};
    lane->call = (struct db_call){.statement = lane->outbox->done_statement,
                                  .identity = {.role = "steer_clerk",
                                               .client = "",
                                               .agency = "",
                                               .scope = "",
                                               .operation = "clerk_outbox_done",
                                               .request = ""},
                                  .values = {"", "{}", lane->report},
                                  .value_count = 3,
                                  .write = true,
                                  .deadline_ms = REPORT_MS,
                                  .answer = on_db_reported,
                                  .context = lane};
    if (db_submit(lane->outbox->db, &lane->call, &problem) != 0)
        evtimer_add(lane->retry, &wait);
    problem_clear(&problem);
}

static void on_timer_retry(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    lane_submit(context);
}

static void log_delivery(const struct lane *lane, const char *why)
{
    const struct log_field fields[] = {LOG_TEXT("channel", lane->channel),
                                       LOG_TEXT("message", member(lane->taken, "id")),
                                       LOG_TEXT("why", why), LOG_END};
    if (*why == '\0')
        log_event(LOG_LEVEL_INFO, "delivered", fields);
    else
        log_event(LOG_LEVEL_WARNING, "delivery_failed", fields);
}

/* Of a channel that fails the next message has to wait; of one that only refused this one, not. */
static void lane_rest(struct lane *lane, enum smtp_outcome outcome)
{
    long rest = BACK_OFF_SECONDS;
    if (outcome != SMTP_UNREACHABLE) {
        lane->failures = 0;
        return;
    }
    for (unsigned i = 0; i < lane->failures && rest < BACK_OFF_MOST; i++)
        rest *= 2;
    lane->failures++;
    lane->rests_until = seconds_now() + (rest < BACK_OFF_MOST ? rest : BACK_OFF_MOST);
}

static void on_smtp_done(void *context, enum smtp_outcome outcome, const char *why)
{
    struct lane *lane = context;
    struct writer body = {NULL, 0, 0, false};
    log_delivery(lane, why);
    lane_rest(lane, outcome);
    write_text(&body, "{\"id\":");
    write_json(&body, member(lane->taken, "id"));
    write_format(&body, ",\"attempt\":%.0f", number(lane->taken, "attempt"));
    if (*why != '\0') {
        write_text(&body, ",\"error\":");
        write_json(&body, why);
    }
    write_text(&body, "}");
    if (body.failed) {
        /* Not told how it went: it comes back when its time has run out. */
        writer_clear(&body);
        lane_clear(lane);
        return;
    }
    lane->report = body.bytes;
    lane_submit(lane);
}

static void lane_failed(struct lane *lane, enum smtp_outcome outcome, struct problem *problem)
{
    char why[sizeof problem->note];
    snprintf(why, sizeof why, "%s", problem->note);
    problem_clear(problem);
    on_smtp_done(lane, outcome, why);
}

static void lane_deliver(struct lane *lane)
{
    const struct config *config = lane->outbox->config;
    const struct message message = {.id = member(lane->taken, "id"),
                                    .to = member(lane->taken, "to"),
                                    .to_name = member(lane->taken, "to_name"),
                                    .date = member(lane->taken, "date"),
                                    .subject = member(lane->taken, "subject"),
                                    .body = member(lane->taken, "body")};
    struct problem problem = PROBLEM_INIT;
    if (message_compose(&lane->bytes, &lane->size, &message, config->smtp_from, &problem) != 0) {
        lane_failed(lane, SMTP_REFUSED, &problem);
    } else if (lane->channel == board_channels[BOARD_SMTP]) {
        if (smtp_send(lane->outbox->smtp, message.to, lane->bytes, lane->size) != 0)
            on_smtp_done(lane, SMTP_REFUSED, "out of memory");
    } else if (drop_write(config->outbox_drop, message.id, lane->bytes, lane->size, &problem) !=
               0) {
        lane_failed(lane, SMTP_UNREACHABLE, &problem);
    } else {
        on_smtp_done(lane, SMTP_TAKEN, "");
    }
}

const char *outbox_request(struct outbox *outbox)
{
    size_t size = 0;
    const char *between = "";
    size += (size_t)snprintf(outbox->request, sizeof outbox->request, "{\"channels\":[");
    for (size_t i = 0; i < BOARD_CHANNELS; i++) {
        const struct lane *lane = &outbox->lanes[i];
        if (!lane->enabled || lane->taken != NULL || seconds_now() < lane->rests_until)
            continue;
        size += (size_t)snprintf(outbox->request + size, sizeof outbox->request - size, "%s\"%s\"",
                                 between, lane->channel);
        between = ",";
    }
    snprintf(outbox->request + size, sizeof outbox->request - size, "],\"limit\":1,\"seconds\":%d}",
             TAKEN_SECONDS);
    return outbox->request;
}

static void read_standing(struct board_outbox *out, const struct cJSON *standing)
{
    const struct cJSON *entry;
    cJSON_ArrayForEach(entry, cJSON_GetObjectItemCaseSensitive(standing, "counts"))
    {
        for (size_t c = 0; c < BOARD_CHANNELS; c++) {
            for (size_t s = 0; s < BOARD_STATES; s++) {
                if (strcmp(member(entry, "channel"), board_channels[c]) == 0 &&
                    strcmp(member(entry, "state"), board_states[s]) == 0)
                    out->messages[c][s] = (uint64_t)number(entry, "count");
            }
        }
    }
    out->oldest_s = (uint64_t)number(standing, "oldest_seconds");
    out->without_address = (uint64_t)number(standing, "without_address");
}

bool outbox_take(struct outbox *outbox, const char *answer, size_t size)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *root;
    struct cJSON *message;
    bool complete = true;
    if (answer == NULL || json_parse(&root, answer, size, &problem) != 0) {
        problem_clear(&problem);
        return false;
    }
    read_standing(&outbox->standing, cJSON_GetObjectItemCaseSensitive(root, "standing"));
    struct cJSON *messages = cJSON_GetObjectItemCaseSensitive(root, "messages");
    for (size_t i = 0; i < BOARD_CHANNELS; i++)
        complete = complete && outbox->lanes[i].failures == 0 && !outbox->lanes[i].unreported;
    while ((message = cJSON_DetachItemFromArray(messages, 0)) != NULL) {
        struct lane *lane = NULL;
        for (size_t i = 0; i < BOARD_CHANNELS; i++) {
            if (strcmp(member(message, "channel"), board_channels[i]) == 0)
                lane = &outbox->lanes[i];
        }
        if (lane == NULL || lane->taken != NULL) {
            cJSON_Delete(message);
            continue;
        }
        lane->taken = message;
        lane_deliver(lane);
    }
    cJSON_Delete(root);
    return complete;
}

void outbox_report(const struct outbox *outbox, struct board_outbox *out)
{
    *out = outbox->standing;
    for (size_t i = 0; i < BOARD_CHANNELS; i++)
        out->failures[i] = outbox->lanes[i].failures;
}

void outbox_attach(struct outbox *outbox, struct db *db, unsigned statement)
{
    outbox->db = db;
    outbox->done_statement = statement;
}

static int open_smtp(struct outbox *outbox, struct event_base *base, struct problem *problem)
{
    const struct config *config = outbox->config;
    const struct smtp_config smtp = {.url = config->smtp_url,
                                     .from = config->smtp_from,
                                     .user = config->smtp_user,
                                     .password = config->smtp_password,
                                     .ca = config->smtp_ca,
                                     .tls = config_smtp_tls(config)};
    if (!outbox->lanes[BOARD_SMTP].enabled)
        return 0;
    if (smtp_new(&outbox->smtp, base, &smtp, problem) != 0)
        return -1;
    smtp_tell(outbox->smtp, on_smtp_done, &outbox->lanes[BOARD_SMTP]);
    return 0;
}

static void on_timer_drain(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    end_drain(context);
}

int outbox_new(struct outbox **out, struct event_base *base, const struct config *config,
               void (*again)(void *context), void *context, struct problem *problem)
{
    struct outbox *outbox = calloc(1, sizeof *outbox);
    if (outbox == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    outbox->config = config;
    outbox->again = again;
    outbox->context = context;
    outbox->drain_end = evtimer_new(base, on_timer_drain, outbox);
    bool complete = outbox->drain_end != NULL;
    for (size_t i = 0; i < BOARD_CHANNELS; i++) {
        struct lane *lane = &outbox->lanes[i];
        lane->outbox = outbox;
        lane->channel = board_channels[i];
        lane->retry = evtimer_new(base, on_timer_retry, lane);
        complete = complete && lane->retry != NULL;
    }
    outbox->lanes[BOARD_FILE].enabled = *config->outbox_drop != '\0';
    outbox->lanes[BOARD_SMTP].enabled = *config->smtp_url != '\0';
    if (!complete || open_smtp(outbox, base, problem) != 0) {
        outbox_free(outbox);
        return problem_set(problem, PROBLEM_INTERNAL, "the outbox did not open");
    }
    *out = outbox;
    return 0;
}

void outbox_drain(struct outbox *outbox, long seconds, void (*on_drained)(void *), void *context)
{
    struct timeval wait = {seconds, 0};
    outbox->on_drained = on_drained;
    outbox->drained_context = context;
    evtimer_add(outbox->drain_end, &wait);
    end_drain_when_idle(outbox);
}

void outbox_free(struct outbox *outbox)
{
    if (outbox == NULL)
        return;
    smtp_free(outbox->smtp);
    for (size_t i = 0; i < BOARD_CHANNELS; i++) {
        lane_clear(&outbox->lanes[i]);
        if (outbox->lanes[i].retry != NULL)
            event_free(outbox->lanes[i].retry);
    }
    if (outbox->drain_end != NULL)
        event_free(outbox->drain_end);
    free(outbox);
}

/* shapes_dashboard.c - the official counts: what they are asked for, and their figures, with the
 * denominators of each rate beside it. */
#include "api/shapes.h"

static const char *const list_agency_sorts[] = {"agency",       "-agency",       "total", "-total",
                                                "open_overdue", "-open_overdue", NULL};
static const char *const list_periods[] = {"month", "quarter", "year", NULL};
static const char *const list_checks[] = {"no_lead_agency",      "no_product",
                                          "no_deadline",         "no_responsible",
                                          "no_authority",        "no_source_document",
                                          "never_updated",       "overdue_without_report",
                                          "report_not_verified", NULL};

#define COUNT_OF(name_, vi, en) F_BOUND(name_, FIELD_INTEGER, R, 0, 2147483647, vi, en)

/* The four classes add up to the total; done, open and done_or_overdue are sums of them. */
#define COUNTS                                                                                     \
    COUNT_OF("total", "Tổng số nhiệm vụ", "All tasks counted"),                                    \
        COUNT_OF("done", "Đã hoàn thành", "Done"),                                                 \
        COUNT_OF("done_on_time", "Hoàn thành đúng hạn", "Done on time"),                           \
        COUNT_OF("done_late", "Hoàn thành quá hạn", "Done late"),                                  \
        COUNT_OF("open", "Chưa hoàn thành", "Not done"),                                           \
        COUNT_OF("open_in_term", "Chưa hoàn thành, trong hạn", "Not done, in term"),               \
        COUNT_OF("open_overdue", "Chưa hoàn thành, quá hạn", "Not done, overdue"),                 \
        COUNT_OF("returned", "Trong đó bị trả lại", "Of those open: returned"),                    \
        COUNT_OF("blocked", "Trong đó vướng mắc", "Of those open: blocked"),                       \
        COUNT_OF("reported", "Trong đó đã báo cáo, chờ xác nhận",                                  \
                 "Of those open: reported, not verified"),                                         \
        COUNT_OF("done_or_overdue", "Hoàn thành cộng quá hạn: mẫu số của rate_of_done_or_overdue", \
                 "Done or overdue: denominator of rate_of_done_or_overdue"),                       \
        F("rate_of_done_or_overdue", FIELD_DECIMAL, N,                                             \
          "Phần trăm hoàn thành: done / done_or_overdue", "Per cent: done / done_or_overdue"),     \
        F("rate_of_total", FIELD_DECIMAL, N, "Phần trăm hoàn thành: done / total",                 \
          "Per cent: done / total"),                                                               \
        COUNT_OF("updated", "Số nhiệm vụ đã từng được cập nhật",                                   \
                 "Tasks that ever had a status update"),                                           \
        F("rate_updated", FIELD_DECIMAL, N, "Phần trăm được cập nhật: updated / total",            \
          "Per cent: updated / total"),                                                            \
        F("last_update_on", FIELD_DATE, N, "Ngày cập nhật gần nhất", "Day of the last update"),    \
        F_BOUND("days_since_update", FIELD_INTEGER, N, 0, 2147483647,                              \
                "Số ngày từ lần cập nhật gần nhất", "Days since the last update")

#define COUNTED                                                                                    \
    F("agency", FIELD_REFERENCE, 0, "Cơ quan chủ trì", "Lead agency"),                             \
        F("programme", FIELD_REFERENCE, 0, "Chương trình", "Programme"),                           \
        F("pillar", FIELD_CODE, 0, "Trụ cột", "Pillar"),                                           \
        F("key", FIELD_BOOLEAN, 0, "Trọng tâm", "Key tasks"),                                      \
        F("from", FIELD_DATE, 0, "Thời hạn từ ngày", "Due on this day or later"),                  \
        F("to", FIELD_DATE, 0, "Thời hạn đến ngày", "Due on this day or earlier"),                 \
        F("as_of", FIELD_DATE, 0, "Như sổ biết lúc hết ngày này; mặc định hôm nay",                \
          "As the register knew it when this day ended; today when not given")

static const struct field summary_fields[] = {
    COUNT_OF("agencies", "Số cơ quan chủ trì", "Lead agencies"),
    COUNT_OF("agencies_updating", "Trong đó có cập nhật", "Of those: agencies that report at all"),
    F("rate_agencies_updating", FIELD_DECIMAL, N,
      "Phần trăm cơ quan có cập nhật: agencies_updating / agencies",
      "Per cent: agencies_updating / agencies"),
    COUNTS,
    F_AS_OF,
    F_END};
const struct shape shape_dashboard_summary = {"DashboardSummary", summary_fields};

static const struct field summary_query_fields[] = {COUNTED, F_FIELDS, F_END};
const struct shape query_dashboard_summary = {"DashboardQuery", summary_query_fields};

static const struct field agency_fields[] = {
    F("agency", FIELD_CODE, R, "Cơ quan chủ trì", "Lead agency"),
    F("agency_name", FIELD_STRING, N, "Tên cơ quan vào ngày đó", "Its name on that day"), COUNTS,
    F_END};
const struct shape shape_dashboard_agency = {"DashboardAgency", agency_fields};

static const struct field agencies_query_fields[] = {
    COUNTED, F_ENUM("sort", 0, list_agency_sorts, "Thứ tự", "Order"), F_PAGE, F_FIELDS, F_COUNT,
    F_END};
const struct shape query_dashboard_agencies = {"DashboardAgenciesQuery", agencies_query_fields};

static const struct field overdue_fields[] = {
    F("code", FIELD_CODE, R, "Mã", "Code"),
    F("title", FIELD_STRING, R, "Nhiệm vụ", "The task"),
    F("lead_agency", FIELD_CODE, R, "Cơ quan chủ trì", "Lead agency"),
    F("lead_agency_name", FIELD_STRING, N, "Tên cơ quan vào ngày đó", "Its name on that day"),
    F("programme", FIELD_CODE, N, "Chương trình", "Programme"),
    F("pillar", FIELD_CODE, N, "Trụ cột", "Pillar"),
    F("key", FIELD_BOOLEAN, R, "Trọng tâm", "Key task"),
    F("due_on", FIELD_DATE, R, "Thời hạn", "Deadline"),
    F_BOUND("days_overdue", FIELD_INTEGER, R, 1, 2147483647,
            "Số ngày quá hạn; đã báo cáo thì đến ngày báo cáo",
            "Days overdue; up to the report, where there is one to verify"),
    F_ENUM("state", R, list_task_states, "Trạng thái", "State"),
    F("last_update_on", FIELD_DATE, N, "Ngày cập nhật gần nhất", "Day of the last update"),
    F_END};
const struct shape shape_dashboard_overdue = {"DashboardOverdue", overdue_fields};

static const struct field list_query_fields[] = {COUNTED, F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_dashboard_list = {"DashboardListQuery", list_query_fields};

static const struct field period_fields[] = {
    F("period", FIELD_STRING, R, "Kỳ: 2025-06, 2025-Q2 hoặc 2025", "2025-06, 2025-Q2 or 2025"),
    F("starts_on", FIELD_DATE, R, "Ngày đầu kỳ", "First day"),
    F("ends_on", FIELD_DATE, R, "Ngày cuối kỳ", "Last day"), COUNTS, F_END};
const struct shape shape_dashboard_period = {"DashboardPeriod", period_fields};

static const struct field timeline_query_fields[] = {
    COUNTED,
    F_ENUM("by", 0, list_periods, "Kỳ của thời hạn, mặc định theo tháng",
           "Period of the deadline, month when not given"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_dashboard_timeline = {"DashboardTimelineQuery", timeline_query_fields};

static const struct field burnup_fields[] = {
    F("period", FIELD_STRING, R, "Tháng", "Month"),
    F("ends_on", FIELD_DATE, R, "Ngày cuối tháng", "Its last day"),
    COUNT_OF("due", "Lũy kế đến hạn", "Due by its end"),
    F_BOUND("assigned", FIELD_INTEGER, N, 0, 2147483647, "Lũy kế đã giao", "Assigned by its end"),
    F_BOUND("done", FIELD_INTEGER, N, 0, 2147483647,
            "Lũy kế hoàn thành, theo ngày của báo cáo được chấp nhận",
            "Done by its end, by the report that was accepted"),
    F_END};
const struct shape shape_dashboard_burnup = {"DashboardBurnup", burnup_fields};

static const struct field quality_fields[] = {
    F_ENUM("check", R, list_checks, "Điều được kiểm tra", "What is looked for"),
    COUNT_OF("failing", "Số nhiệm vụ mắc phải", "Tasks of which it is true"),
    COUNT_OF("examined", "Số nhiệm vụ được kiểm tra", "Tasks that were looked at"),
    F("rate_failing", FIELD_DECIMAL, N, "Phần trăm: failing / examined",
      "Per cent: failing / examined"),
    F_END};
const struct shape shape_dashboard_quality = {"DashboardQuality", quality_fields};

static const char *const list_groups[] = {"agency_level", "agency", "level", "total", NULL};
static const struct field obstacles_fields[] = {
    F("agency", FIELD_CODE, R | N, "Cơ quan chủ trì; null: tất cả", "Lead agency; null: all"),
    F("agency_name", FIELD_STRING, R | N, "Tên cơ quan vào ngày đó", "Its name on that day"),
    F_ENUM("needs_level", R | N, list_obstacle_levels, "Cấp giải quyết; null: tất cả",
           "Level; null: all"),
    COUNT_OF("total", "Tổng số vướng mắc", "All obstacles counted"),
    COUNT_OF("open", "Chưa giải quyết", "Open"),
    COUNT_OF("solved", "Đã giải quyết", "Solved"),
    COUNT_OF("rejected", "Đã bác", "Rejected"),
    COUNT_OF("open_on_finished", "Trong đó chưa giải quyết mà nhiệm vụ đã xong hoặc hủy",
             "Of the open: on tasks that are verified or cancelled"),
    F_BOUND("oldest_days", FIELD_INTEGER, R | N, 0, 2147483647, "Chưa giải quyết lâu nhất, số ngày",
            "Age of the oldest open one, in days"),
    F("median_days", FIELD_DECIMAL, R | N, "Trung vị số ngày chưa giải quyết",
      "Median age of the open ones, in days"),
    COUNT_OF("blocked_tasks", "Số nhiệm vụ đang vướng vì chúng", "Tasks blocked by the open ones"),
    F_END};
const struct shape shape_dashboard_obstacles = {"DashboardObstacles", obstacles_fields};

static const struct field obstacles_query_fields[] = {
    COUNTED,
    F_ENUM("by", 0, list_groups, "Nhóm theo; mặc định cơ quan và cấp",
           "Grouped by; agency and level when not given"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_dashboard_obstacles = {"DashboardObstaclesQuery", obstacles_query_fields};

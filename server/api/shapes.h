/* shapes.h - the shapes of bodies, queries and answers the routes table names: one file a noun. */
#ifndef STEER_SERVER_API_SHAPES_H
#define STEER_SERVER_API_SHAPES_H

#include "json/shape.h"

enum { R = FIELD_REQUIRED, N = FIELD_NULLABLE };

/* One row of a field table: name, type, flags, bounds or what it refers to, texts vi and en. */
#define F(name_, type_, flags_, vi, en)                                                            \
    {                                                                                              \
        .name = name_, .type = type_, .flags = flags_, .about_vi = vi, .about_en = en              \
    }
#define F_BOUND(name_, type_, flags_, min, max, vi, en)                                            \
    {                                                                                              \
        .name = name_, .type = type_, .flags = flags_, .minimum = min, .maximum = max,             \
        .about_vi = vi, .about_en = en                                                             \
    }
#define F_ENUM(name_, flags_, list, vi, en)                                                        \
    {                                                                                              \
        .name = name_, .type = FIELD_ENUM, .flags = flags_, .values = list, .about_vi = vi,        \
        .about_en = en                                                                             \
    }
#define F_OBJECT(name_, flags_, shape_, vi, en)                                                    \
    {                                                                                              \
        .name = name_, .type = FIELD_OBJECT, .flags = flags_, .shape = shape_, .about_vi = vi,     \
        .about_en = en                                                                             \
    }
#define F_ARRAY(name_, flags_, min, max, item_, vi, en)                                            \
    {                                                                                              \
        .name = name_, .type = FIELD_ARRAY, .flags = flags_, .minimum = min, .maximum = max,       \
        .item = item_, .about_vi = vi, .about_en = en                                              \
    }
#define F_END                                                                                      \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/* What every list takes; `sorts` is its table of orders. */
#define F_PAGE                                                                                     \
    F_BOUND("limit", FIELD_INTEGER, 0, 1, 500, "Số mục trong một trang, mặc định 50",              \
            "Entries in a page, 50 when not given"),                                               \
        F_BOUND("cursor", FIELD_STRING, 0, 1, 1000, "Con trỏ của trang tiếp theo",                 \
                "Cursor of the next page, as the page before gave it")
#define F_FIELDS                                                                                   \
    F_ARRAY("fields", 0, 1, 40, &field_member,                                                     \
            "Chỉ trả về các trường này, cách nhau bằng dấu phẩy",                                  \
            "Only these members, separated by commas")
#define F_COUNT                                                                                    \
    F_ENUM("count", 0, list_count, "exact: đếm cả các mục của mọi trang",                          \
           "exact: count the entries of all pages")
#define F_SEARCH                                                                                   \
    F_BOUND("q", FIELD_STRING, 0, 1, 200, "Tìm không phân biệt dấu", "Search without tone marks")
#define F_DRY_RUN                                                                                  \
    F("dry_run", FIELD_BOOLEAN, 0, "Làm thử: trả lời như thật rồi hoàn tác",                       \
      "Do everything, answer as it would be, and undo it")

/* The two clocks of whatever has a history, asked for and answered. */
#define F_KNOWN_AT                                                                                 \
    F("known_at", FIELD_TIME, 0, "Như hệ thống biết vào lúc này; mặc định bây giờ",                \
      "As the register knew it at this instant; now when not given")
#define F_MOMENT                                                                                   \
    F("valid_at", FIELD_DATE, 0, "Có hiệu lực vào ngày này; mặc định hôm nay",                     \
      "As in force on this day; today when not given"),                                            \
        F_KNOWN_AT
#define F_AS_OF                                                                                    \
    F_OBJECT("as_of", R, &shape_as_of, "Ngày và lúc mà câu trả lời nói đến",                       \
             "The day and the instant the answer speaks of")

/* What a report of completion names. */
#define F_REPORT                                                                                   \
    F_OBJECT("product", N, &shape_product, "Văn bản là sản phẩm; bắt buộc khi báo cáo hoàn thành", \
             "The product document; required of a report of completion"),                          \
        F_ARRAY("evidence", 0, 0, 20, &field_evidence,                                             \
                "Minh chứng; báo cáo hoàn thành cần ít nhất một",                                  \
                "Evidence; a report of completion needs one at least")

/* What every registered object has beside its own members. */
#define F_IDENTITY                                                                                 \
    F("id", FIELD_UUID, R, "Định danh, không bao giờ dùng lại", "Identifier, never reused")
#define F_VERSIONS                                                                                 \
    F_BOUND("version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản: ETag \"v7\" là phiên bản 7",   \
            "Version: ETag \"v7\" is version 7"),                                                  \
        F("created_at", FIELD_TIME, R, "Lúc tạo", "When it was created"),                          \
        F("updated_at", FIELD_TIME, R, "Lúc sửa gần nhất", "When it was last changed")

extern const struct field field_member;
extern const struct field field_reference;
extern const struct field field_code;
extern const struct field field_light;
extern const struct field field_agency_identifier;
extern const struct field field_evidence;
extern const struct field field_task_finding;
extern const struct field field_scope;
extern const char *const list_agency_kinds[];
extern const char *const list_agency_schemes[];
extern const char *const list_count[];
extern const char *const list_lights[];
extern const char *const list_roles[];
extern const char *const list_secrecy[];
extern const char *const list_task_states[];

extern const struct shape shape_as_of;
extern const struct shape shape_light_rules;
extern const struct shape shape_product;

extern const struct shape query_none;
extern const struct shape query_write;
extern const struct shape query_object;
extern const struct shape query_moment; /* of one object that has a history */

extern const struct shape shape_me;

extern const struct shape query_agencies;
extern const struct shape shape_agency;
extern const struct shape shape_agency_create;
extern const struct shape shape_agency_patch;

extern const struct shape query_agency_changes;
extern const struct shape query_agency_plans;
extern const struct shape shape_agency_change;
extern const struct shape shape_agency_plan;
extern const struct shape shape_agency_plan_applied;
extern const struct shape shape_agency_plan_create;

extern const struct shape query_people;
extern const struct shape query_post_holders;
extern const struct shape query_posts;
extern const struct shape shape_person;
extern const struct shape shape_person_create;
extern const struct shape shape_person_entry;
extern const struct shape shape_person_patch;
extern const struct shape shape_post;
extern const struct shape shape_post_assign;
extern const struct shape shape_post_create;
extern const struct shape shape_post_holder;
extern const struct shape shape_post_patch;

extern const struct field field_change;
extern const char *const list_committee_roles[];
extern const struct shape query_committees;
extern const struct shape query_decision;
extern const struct shape query_decisions;
extern const struct shape query_seats;
extern const struct shape query_steps;
extern const struct shape shape_committee;
extern const struct shape shape_committee_create;
extern const struct shape shape_decision;
extern const struct shape shape_decision_whole;
extern const struct shape shape_popolo;
extern const struct shape shape_seat;
extern const struct shape shape_step;

extern const struct shape query_desired;
extern const struct shape query_plans;
extern const struct shape shape_plan;
extern const struct shape shape_plan_applied;
extern const struct shape shape_plan_apply;
extern const struct shape shape_plan_approve;
extern const struct shape shape_plan_create;
extern const struct shape shape_plan_whole;

extern const struct shape query_documents;
extern const struct shape query_document_types;
extern const struct shape shape_document;
extern const struct shape shape_document_type;
extern const struct shape shape_document_create;
extern const struct shape shape_document_patch;

extern const struct shape query_programmes;
extern const struct shape query_targets;
extern const struct shape shape_programme;
extern const struct shape shape_programme_create;
extern const struct shape shape_programme_patch;
extern const struct shape shape_target;

extern const struct field field_calendar_warning; /* a year without calendar */
extern const struct shape query_calendar;
extern const struct shape query_workdays;
extern const struct shape shape_calendar;
extern const struct shape shape_calendar_import;
extern const struct shape shape_calendar_imported;
extern const struct shape shape_workdays;

extern const struct shape query_notice_addresses;
extern const struct shape query_outbox;
extern const struct shape shape_notice_address;
extern const struct shape shape_notice_address_patch;
extern const struct shape shape_outbox_entry;
extern const struct shape shape_outbox_message;
extern const struct shape shape_outbox_retry;

extern const struct shape query_inspections;
extern const struct shape shape_finding;
extern const struct shape shape_finding_create;
extern const struct shape shape_inspection;
extern const struct shape shape_inspection_create;
extern const struct shape shape_inspection_patch;
extern const struct shape shape_inspection_transition;
extern const struct shape shape_inspection_whole;
extern const struct shape shape_recommendation;
extern const struct shape shape_recommendation_create;
extern const struct shape shape_recommendation_task;
extern const struct shape shape_recommendation_withdraw;

extern const struct shape query_settings;
extern const struct shape shape_setting;
extern const struct shape shape_setting_patch;

extern const struct shape query_deadlines;
extern const struct shape query_extensions;
extern const struct shape query_task_extensions;
extern const struct shape shape_deadline;
extern const struct shape shape_extension;
extern const struct shape shape_extension_create;
extern const struct shape shape_extension_decision;
extern const struct shape shape_extension_withdrawal;
extern const struct shape shape_extension_written;

extern const struct shape query_task_lint;
extern const struct shape query_task_rounds;
extern const struct shape shape_contribution;
extern const struct shape shape_task_lint;
extern const struct shape shape_task_report;

extern const struct shape query_tasks;
extern const struct shape query_history;
extern const struct shape shape_task;
extern const struct shape shape_task_create;
extern const struct shape shape_task_patch;
extern const struct shape shape_task_import;
extern const struct shape shape_task_imported;
extern const struct shape shape_task_transition;
extern const struct shape shape_task_written;
extern const struct shape shape_history;

extern const struct shape query_dashboard_agencies;
extern const struct shape query_dashboard_list;
extern const struct shape query_dashboard_obstacles;
extern const struct shape query_dashboard_summary;
extern const struct shape query_dashboard_timeline;
extern const struct shape shape_dashboard_agency;
extern const struct shape shape_dashboard_burnup;
extern const struct shape shape_dashboard_obstacles;
extern const struct shape shape_dashboard_overdue;
extern const struct shape shape_dashboard_period;
extern const struct shape shape_dashboard_quality;
extern const struct shape shape_dashboard_summary;

extern const char *const list_obstacle_levels[];
extern const struct shape query_obstacles;
extern const struct shape shape_obstacle;
extern const struct shape shape_obstacle_create;
extern const struct shape shape_obstacle_transition;
extern const struct shape shape_obstacle_whole;
extern const struct shape shape_solution;
extern const struct shape shape_solution_create;

extern const struct shape query_urging_letter;
extern const struct shape query_urgings;
extern const struct shape shape_urging;
extern const struct shape shape_urging_create;
extern const struct shape shape_urging_letter;
extern const struct shape shape_urging_result;
extern const struct shape shape_urging_run;

extern const struct shape query_urging_rules;
extern const struct shape query_urging_rules_test;
extern const struct shape shape_urging_rules;
extern const struct shape shape_urging_rules_create;
extern const struct shape shape_urging_rules_test;

extern const struct shape query_status_batch;
extern const struct shape query_status_list;
extern const struct shape shape_status_push;
extern const struct shape shape_status_batch;
extern const struct shape shape_status_batch_answer;
extern const struct shape shape_status_taken;
extern const struct shape shape_status_update;

extern const struct shape query_clients;
extern const struct shape query_journal;
extern const struct shape shape_client;
extern const struct shape shape_client_secret;
extern const struct shape shape_client_create;
extern const struct shape shape_client_patch;
extern const struct shape shape_client_rotate;
extern const struct shape shape_client_revoke;
extern const struct shape shape_journal;

extern const struct shape shape_token;

#endif

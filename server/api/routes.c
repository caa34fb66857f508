/* routes.c - THE table: every operation the API has. A new one is a row here and a file in
 * sql/functions/api/. A literal path stands before a {segment} that would also match it. */
#include "api/route.h"

#include "api/handlers.h"
#include "api/shapes.h"

#define READ(path_, operation_, scope_, flags_, query_, answer_, vi, en)                           \
    .method = HTTP_GET, .path = path_, .operation = operation_, .scope = scope_, .flags = flags_,  \
    .query = query_, .answer = answer_, .success = "200", .summary_vi = vi, .summary_en = en
#define SPECIAL(path_, operation_, flags_, handle_, vi, en)                                        \
    .method = HTTP_GET, .path = path_, .operation = operation_, .scope = SCOPE_NONE,               \
    .flags = ROUTE_PUBLIC | (flags_), .success = "200", .handle = handle_, .summary_vi = vi,       \
    .summary_en = en
#define CREATE(path_, operation_, scope_, body_, answer_, vi, en, example_)                        \
    .method = HTTP_POST, .path = path_, .operation = operation_, .scope = scope_,                  \
    .flags = ROUTE_WRITE | ROUTE_ONCE, .query = &query_write, .body = body_, .answer = answer_,    \
    .success = "201", .summary_vi = vi, .summary_en = en, .example = example_
/* As CREATE: an agency pushes it, the office oversees it. */
#define RAISE(path_, operation_, body_, answer_, vi, en, example_)                                 \
    .method = HTTP_POST, .path = path_, .operation = operation_, .scope = SCOPE_STATUS_PUSH,       \
    .flags = ROUTE_WRITE | ROUTE_ONCE | ROUTE_OVERSIGHT, .query = &query_write, .body = body_,     \
    .answer = answer_, .success = "201", .summary_vi = vi, .summary_en = en, .example = example_
#define ACT(path_, operation_, scope_, flags_, body_, answer_, vi, en, example_)                   \
    .method = HTTP_POST, .path = path_, .operation = operation_, .scope = scope_,                  \
    .flags = ROUTE_WRITE | ROUTE_ONCE | (flags_), .query = &query_write, .body = body_,            \
    .answer = answer_, .success = "200", .summary_vi = vi, .summary_en = en, .example = example_
#define CHANGE(path_, operation_, scope_, body_, answer_, vi, en, example_)                        \
    .method = HTTP_PATCH, .path = path_, .operation = operation_, .scope = scope_,                 \
    .flags = ROUTE_WRITE | ROUTE_IF_MATCH, .query = &query_write, .body = body_,                   \
    .answer = answer_, .success = "200", .summary_vi = vi, .summary_en = en, .example = example_

static const char push_example[] =
    "{\"task\":\"NV-2025-0081\",\"source\":{\"event_id\":\"evt-009912\",\"sequence\":42,"
    "\"occurred_at\":\"2025-06-12T15:04:05+07:00\"},\"state\":\"in_progress\","
    "\"progress_percent\":60,\"summary\":\"Đã trình dự thảo lần 2\","
    "\"expected_completion\":\"2025-07-31\",\"evidence\":[{\"document_number\":\"215/TTr-SKHCN\"}],"
    "\"obstacles\":[{\"title\":\"Chưa có định mức chi\",\"needs_level\":\"province\"}]}";
static const char batch_example[] =
    "{\"items\":[{\"task\":\"NV-2025-0081\",\"source\":{\"event_id\":\"evt-009913\","
    "\"sequence\":43},\"state\":\"reported\",\"progress_percent\":100,"
    "\"product\":{\"title\":\"Báo cáo kết quả\",\"document_number\":\"312/BC-SKHCN\","
    "\"issued_on\":\"2025-06-12\"},\"evidence\":[{\"title\":\"Biên bản nghiệm thu\"}]}]}";
static const char task_example[] =
    "{\"title\":\"Tập huấn, đào tạo về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số\","
    "\"lead_agency\":\"so-khcn\",\"co_agencies\":[\"tinh-uy\"],\"product\":\"Báo cáo kết quả\","
    "\"due_text\":\"Năm 2025\"}";
static const char import_example[] =
    "{\"items\":[{\"title\":\"Theo dõi, đôn đốc, kiểm tra việc triển khai thực hiện Nghị quyết\","
    "\"lead_agency\":\"so-khcn\",\"due_text\":\"Thường xuyên\",\"product\":\"Báo cáo\","
    "\"state\":\"assigned\",\"assigned_on\":\"27/03/2025\"}]}";
static const char agency_example[] =
    "{\"code\":\"so-khcn\",\"name_vi\":\"Sở Khoa học và Công nghệ tỉnh Long An\","
    "\"kind\":\"department\",\"parent\":\"ubnd-tinh\","
    "\"identifiers\":[{\"scheme\":\"qd20\",\"value\":\"H39.4.12\"}]}";
static const char agency_plan_example[] =
    "{\"kind\":\"merge\",\"effective_on\":\"2025-03-01\",\"agencies\":[\"so-khcn\",\"so-tttt\"],"
    "\"into\":[{\"code\":\"so-khcn\",\"name_vi\":\"Sở Khoa học và Công nghệ\"}],"
    "\"handover\":{\"tasks\":{\"default\":\"so-khcn\"},\"posts\":{\"gd-so-tttt\":null}}}";
static const char agency_decision_example[] =
    "{\"decision\":{\"number\":\"18/"
    "NQ-HĐND\",\"signed_on\":\"2025-02-26\",\"issuer\":\"hdnd-tinh\"}}";
static const char person_example[] =
    "{\"code\":\"nguyen-van-an\",\"name\":\"Nguyễn Văn An\",\"email\":\"an@tinh.gov.vn\"}";
static const char post_example[] =
    "{\"code\":\"gd-so-khcn\",\"title_vi\":\"Giám đốc Sở Khoa học và Công nghệ\","
    "\"agency\":\"so-khcn\",\"valid_from\":\"2025-03-01\"}";
static const char committee_example[] =
    "{\"code\":\"bcd-57\",\"name_vi\":\"Ban Chỉ đạo tỉnh thực hiện Nghị quyết số 57-NQ/TW\","
    "\"theme\":\"Nghị quyết số 57-NQ/TW\",\"issuer\":\"tinh-uy\"}";
static const char plan_example[] =
    "{\"committee\":\"bcd-57\",\"base_version\":2,\"effective_on\":\"2025-04-01\","
    "\"standing_agency\":\"so-khcn\",\"seats\":[{\"role\":\"truong_ban\",\"post\":\"bi-thu-tinh-"
    "uy\"},"
    "{\"role\":\"uy_vien_thuong_truc\",\"person\":\"nguyen-van-an\",\"represents\":\"so-khcn\","
    "\"duty\":\"Theo dõi hạ tầng số\"}]}";
static const char apply_example[] =
    "{\"decision\":{\"number\":\"1234-QĐ/TU\",\"signed_on\":\"2025-03-28\"}}";
static const char correction_example[] = "{\"effective_on\":\"2025-04-01\",\"swaps\":[{\"out\":"
                                         "\"tran-thi-b\",\"in\":\"tran-thi-binh\"}]}";
static const char document_example[] =
    "{\"code\":\"57-NQ/TW\",\"family\":\"party\",\"type\":\"Nghị quyết\","
    "\"issuer_name\":\"Bộ Chính trị\",\"issued_on\":\"2024-12-22\","
    "\"subject\":\"Đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số\"}";
static const char programme_example[] =
    "{\"code\":\"CTCT-2025\",\"name_vi\":\"Chương trình công tác năm 2025\","
    "\"starts_on\":\"2025-01-01\",\"ends_on\":\"2025-12-31\"}";
static const char calendar_example[] =
    "{\"items\":[{\"date\":\"2026-01-02\",\"kind\":\"off\",\"name_vi\":\"Nghỉ hoán đổi\","
    "\"source\":\"12729/VPCP-KGVX\"},{\"date\":\"10/01/2026\",\"kind\":\"work\","
    "\"name_vi\":\"Làm bù cho ngày 02/01/2026\",\"source\":\"12729/VPCP-KGVX\"}]}";
static const char inspection_example[] =
    "{\"title\":\"Kiểm tra việc thực hiện chương trình công tác năm 2025\","
    "\"document\":\"31-QĐ/BCĐ\",\"starts_on\":\"2025-06-10\",\"ends_on\":\"2025-06-20\","
    "\"agencies\":[\"so-khcn\"],\"members\":[{\"role\":\"head\",\"post\":\"pho-bi-thu\"},"
    "{\"role\":\"secretary\",\"person\":\"nguyen-van-an\"}]}";
static const char finding_example[] =
    "{\"agency\":\"so-khcn\",\"task\":\"NV-2025-0081\",\"kind\":\"shortcoming\","
    "\"text\":\"Chậm báo cáo tiến độ\",\"evidence\":\"Biên bản làm việc\"}";
static const char recommendation_example[] =
    "{\"agency\":\"so-khcn\",\"finding\":1,\"text\":\"Báo cáo tiến độ hằng tháng\","
    "\"due_text\":\"Quý III/2025\"}";
static const char extension_example[] =
    "{\"reason\":\"Chờ hướng dẫn của Bộ Khoa học và Công nghệ\",\"due_text\":\"Quý III/2025\"}";
static const char obstacle_example[] =
    "{\"task\":\"NV-2025-0081\",\"title\":\"Chưa có định mức chi\",\"needs_level\":\"province\"}";
static const char urging_rules_example[] =
    "{\"effective_on\":\"2027-01-04\",\"note\":\"Thang thử nghiệm\",\"rungs\":[{\"code\":"
    "\"nhac-3\",\"workdays\":-3,\"audience\":\"officer\",\"text_vi\":\"Còn 3 ngày làm việc\","
    "\"text_en\":\"3 working days left\"},{\"code\":\"qua-han-1\",\"after_rung\":\"nhac-3\","
    "\"workdays\":1,\"audience\":\"agency_head\",\"text_vi\":\"Đã quá hạn\","
    "\"text_en\":\"Past its deadline\"}]}";
static const char urging_example[] =
    "{\"text_vi\":\"Đề nghị báo cáo trước ngày họp Ban Chỉ đạo\",\"audience\":\"agency_head\"}";
static const char client_example[] =
    "{\"code\":\"qlvb-so-khcn\",\"name\":\"Hệ thống quản lý văn bản của Sở KH&CN\","
    "\"role\":\"agency\",\"agency\":\"so-khcn\",\"scopes\":[\"status:push\",\"task:read\"]}";

const struct route routes[] = {
    {READ("/v1/tasks/{task}", "task_get", SCOPE_TASK_READ, ROUTE_AS_OF, &query_object, &shape_task,
          "Xem một nhiệm vụ", "Read one task")},
    {.method = HTTP_POST,
     .path = "/v1/status-updates",
     .operation = "status_push",
     .scope = SCOPE_STATUS_PUSH,
     .flags = ROUTE_WRITE | ROUTE_KEYED,
     .query = &query_write,
     .body = &shape_status_push,
     .answer = &shape_status_taken,
     .success = "201 200",
     .summary_vi = "Gửi cập nhật tình hình một nhiệm vụ",
     .summary_en = "Push the status of a task",
     .example = push_example},
    {.method = HTTP_POST,
     .path = "/v1/status-updates/batch",
     .operation = "status_batch",
     .scope = SCOPE_STATUS_PUSH,
     .flags = ROUTE_WRITE | ROUTE_LARGE | ROUTE_SLOW,
     .query = &query_status_batch,
     .body = &shape_status_batch,
     .answer = &shape_status_batch_answer,
     .success = "207",
     .handle = status_batch_handle,
     .summary_vi = "Gửi nhiều cập nhật một lần",
     .summary_en = "Push up to 500 statuses at once",
     .example = batch_example},
    {READ("/v1/tasks", "task_list", SCOPE_TASK_READ, ROUTE_LIST, &query_tasks, &shape_task,
          "Danh sách nhiệm vụ", "List tasks")},
    {CREATE("/v1/tasks", "task_create", SCOPE_TASK_WRITE, &shape_task_create, &shape_task_written,
            "Lập một nhiệm vụ", "Create a task", task_example)},
    {ACT("/v1/tasks/import", "task_import", SCOPE_TASK_WRITE, ROUTE_LARGE | ROUTE_SLOW,
         &shape_task_import, &shape_task_imported, "Nhập nhiều nhiệm vụ, tất cả hoặc không gì cả",
         "Import tasks, all or nothing", import_example)},
    {CHANGE("/v1/tasks/{task}", "task_patch", SCOPE_TASK_WRITE, &shape_task_patch,
            &shape_task_written, "Sửa một nhiệm vụ", "Change a task",
            "{\"key\":true,\"pillar\":null}")},
    {ACT("/v1/tasks/{task}/transitions", "task_transition", SCOPE_TASK_WRITE, ROUTE_IF_MATCH,
         &shape_task_transition, &shape_task, "Chuyển trạng thái nhiệm vụ",
         "Move a task through its life cycle",
         "{\"action\":\"return\",\"reason\":\"Chưa có biên bản nghiệm thu\"}")},
    {READ("/v1/task-lint", "task_lint", SCOPE_TASK_READ, ROUTE_LIST, &query_task_lint,
          &shape_task_lint, "Các nhiệm vụ đã đủ 6 rõ chưa", "Whether tasks are clear enough")},
    {READ("/v1/tasks/{task}/lint", "task_lint_get", SCOPE_TASK_READ, 0, &query_object,
          &shape_task_lint, "Một nhiệm vụ đã đủ 6 rõ chưa", "Whether a task is clear enough")},
    {READ("/v1/tasks/{task}/completion", "task_completion", SCOPE_TASK_READ, ROUTE_LIST,
          &query_task_rounds, &shape_task_report,
          "Các lần báo cáo hoàn thành: sản phẩm, minh chứng, xác nhận hay trả lại",
          "Reports of completion: product, evidence, verified or returned")},
    {READ("/v1/tasks/{task}/contributions", "task_contributions", SCOPE_TASK_READ, ROUTE_LIST,
          &query_task_rounds, &shape_contribution, "Phần góp của các cơ quan phối hợp",
          "What the co-agencies contributed")},
    {READ("/v1/tasks/{task}/history", "task_history", SCOPE_TASK_READ, ROUTE_LIST, &query_history,
          &shape_history, "Lịch sử một nhiệm vụ", "History of a task")},
    {READ("/v1/tasks/{task}/status-updates", "status_list", SCOPE_TASK_READ, ROUTE_LIST,
          &query_status_list, &shape_status_update, "Các cập nhật của một nhiệm vụ",
          "Status updates of a task")},

    {READ("/v1/tasks/{task}/deadlines", "task_deadlines", SCOPE_TASK_READ, ROUTE_LIST,
          &query_deadlines, &shape_deadline, "Mọi thời hạn của một nhiệm vụ, ban đầu trước",
          "Every deadline a task had, the original first")},
    {READ("/v1/tasks/{task}/extensions", "task_extensions", SCOPE_TASK_READ, ROUTE_LIST,
          &query_task_extensions, &shape_extension, "Các đề nghị gia hạn của một nhiệm vụ",
          "Extensions asked for a task")},
    {CREATE("/v1/tasks/{task}/extensions", "extension_create", SCOPE_STATUS_PUSH,
            &shape_extension_create, &shape_extension_written, "Xin gia hạn",
            "Ask for an extension of the deadline", extension_example)},
    {READ("/v1/extensions", "extension_list", SCOPE_TASK_READ, ROUTE_LIST, &query_extensions,
          &shape_extension, "Các đề nghị gia hạn", "List extensions")},
    {READ("/v1/extensions/{extension}", "extension_get", SCOPE_TASK_READ, 0, &query_object,
          &shape_extension, "Xem một đề nghị gia hạn", "Read one extension")},
    {ACT("/v1/extensions/{extension}/decision", "extension_decide", SCOPE_OVERSIGHT_WRITE,
         ROUTE_IF_MATCH, &shape_extension_decision, &shape_extension_written,
         "Quyết định gia hạn, thay cơ quan giao", "Decide an extension for the assigner",
         "{\"decision\":\"grant\",\"document\":\"1234/UBND-KGVX\"}")},
    {ACT("/v1/extensions/{extension}/withdrawal", "extension_withdraw", SCOPE_STATUS_PUSH,
         ROUTE_IF_MATCH | ROUTE_MAY_BE_EMPTY, &shape_extension_withdrawal, &shape_extension,
         "Rút đề nghị gia hạn", "Withdraw an extension that nobody has decided",
         "{\"reason\":\"Hoàn thành kịp thời hạn\"}")},

    {READ("/v1/obstacles", "obstacle_list", SCOPE_TASK_READ, ROUTE_LIST, &query_obstacles,
          &shape_obstacle, "Danh sách khó khăn, vướng mắc", "List obstacles")},
    {READ("/v1/obstacles/{obstacle}", "obstacle_get", SCOPE_TASK_READ, ROUTE_AS_OF, &query_object,
          &shape_obstacle_whole, "Xem một vướng mắc, giải pháp và các bước",
          "Read one obstacle, its solutions and steps")},
    {RAISE("/v1/obstacles", "obstacle_create", &shape_obstacle_create, &shape_obstacle_whole,
           "Nêu khó khăn, vướng mắc", "Raise an obstacle", obstacle_example)},
    {RAISE("/v1/obstacles/{obstacle}/solutions", "solution_create", &shape_solution_create,
           &shape_solution, "Đề xuất giải pháp", "Propose a solution",
           "{\"text\":\"Tạm áp dụng định mức cũ\",\"needs_level\":\"province\"}")},
    {ACT("/v1/obstacles/{obstacle}/transitions", "obstacle_transition", SCOPE_STATUS_PUSH,
         ROUTE_IF_MATCH | ROUTE_OVERSIGHT, &shape_obstacle_transition, &shape_obstacle_whole,
         "Chuyển cấp, giải quyết, bác hoặc mở lại một vướng mắc",
         "Escalate, lower, solve, reject or reopen an obstacle",
         "{\"action\":\"solve\",\"document\":\"57-NQ/TW\",\"solution\":1}")},

    {READ("/v1/me", "me", SCOPE_NONE, 0, &query_object, &shape_me, "Tôi là ai",
          "Who the token speaks for")},

    {READ("/v1/agencies", "agency_list", SCOPE_NONE, ROUTE_LIST, &query_agencies, &shape_agency,
          "Danh sách cơ quan", "List agencies")},
    {READ("/v1/agencies/{agency}", "agency_get", SCOPE_NONE, ROUTE_AS_OF, &query_moment,
          &shape_agency, "Xem một cơ quan", "Read one agency")},
    {CREATE("/v1/agencies", "agency_create", SCOPE_AGENCY_WRITE, &shape_agency_create,
            &shape_agency, "Thêm một cơ quan", "Register an agency", agency_example)},
    {CHANGE("/v1/agencies/{agency}", "agency_patch", SCOPE_AGENCY_WRITE, &shape_agency_patch,
            &shape_agency, "Sửa một cơ quan", "Change an agency",
            "{\"name_en\":\"Department of Science and Technology\"}")},
    {READ("/v1/agency-changes", "agency_changes", SCOPE_NONE, ROUTE_LIST, &query_agency_changes,
          &shape_agency_change, "Sáp nhập, chia tách, đổi tên, giải thể cơ quan",
          "Mergers, splits, renamings and dissolutions of agencies")},
    {READ("/v1/agency-change-plans", "agency_plan_list", SCOPE_COMMITTEE_READ, ROUTE_LIST,
          &query_agency_plans, &shape_agency_plan, "Các phương án sắp xếp cơ quan",
          "Plans of agency changes")},
    {READ("/v1/agency-change-plans/{plan}", "agency_plan_get", SCOPE_COMMITTEE_READ, ROUTE_AS_OF,
          &query_object, &shape_agency_plan, "Xem một phương án sắp xếp cơ quan",
          "Read one plan of an agency change")},
    {CREATE("/v1/agency-change-plans", "agency_plan_create", SCOPE_AGENCY_WRITE,
            &shape_agency_plan_create, &shape_agency_plan, "Lập phương án sắp xếp cơ quan",
            "Plan an agency change", agency_plan_example)},
    {ACT("/v1/agency-change-plans/{plan}/apply", "agency_plan_apply", SCOPE_DECISION_APPLY,
         ROUTE_IF_MATCH | ROUTE_SLOW, &shape_plan_apply, &shape_agency_plan_applied,
         "Áp dụng phương án theo quyết định", "Apply a plan with its decision",
         agency_decision_example)},

    {READ("/v1/people", "person_list", SCOPE_COMMITTEE_READ, ROUTE_LIST, &query_people,
          &shape_person_entry, "Danh sách người", "List people")},
    {READ("/v1/people/{person}", "person_get", SCOPE_COMMITTEE_READ, ROUTE_AS_OF, &query_moment,
          &shape_person, "Xem một người, chức vụ và vị trí", "Read one person, posts and seats")},
    {CREATE("/v1/people", "person_create", SCOPE_COMMITTEE_WRITE, &shape_person_create,
            &shape_person, "Thêm một người", "Register a person", person_example)},
    {CHANGE("/v1/people/{person}", "person_patch", SCOPE_COMMITTEE_WRITE, &shape_person_patch,
            &shape_person, "Sửa một người", "Change a person", "{\"phone\":null}")},
    {READ("/v1/posts", "post_list", SCOPE_COMMITTEE_READ, ROUTE_LIST, &query_posts, &shape_post,
          "Danh sách chức vụ", "List posts")},
    {READ("/v1/posts/{post}", "post_get", SCOPE_COMMITTEE_READ, ROUTE_AS_OF, &query_moment,
          &shape_post, "Xem một chức vụ", "Read one post")},
    {CREATE("/v1/posts", "post_create", SCOPE_COMMITTEE_WRITE, &shape_post_create, &shape_post,
            "Thêm một chức vụ", "Register a post", post_example)},
    {CHANGE("/v1/posts/{post}", "post_patch", SCOPE_COMMITTEE_WRITE, &shape_post_patch, &shape_post,
            "Sửa một chức vụ", "Change a post",
            "{\"title_vi\":\"Giám đốc Sở Khoa học và Công nghệ\",\"from\":\"2025-07-01\"}")},
    {READ("/v1/posts/{post}/holders", "post_holders", SCOPE_COMMITTEE_READ, ROUTE_LIST,
          &query_post_holders, &shape_post_holder, "Những người đã giữ một chức vụ",
          "Who held a post")},
    {ACT("/v1/posts/{post}/holders", "post_assign", SCOPE_COMMITTEE_WRITE, ROUTE_IF_MATCH,
         &shape_post_assign, &shape_post, "Giao chức vụ, hoặc để khuyết",
         "Give a post to somebody, or to nobody",
         "{\"person\":\"nguyen-van-an\",\"from\":\"2025-07-01\"}")},

    {READ("/v1/committees", "committee_list", SCOPE_COMMITTEE_READ, ROUTE_LIST, &query_committees,
          &shape_committee, "Danh sách ban, tổ", "List committees and teams")},
    {READ("/v1/committees/{committee}", "committee_get", SCOPE_COMMITTEE_READ, ROUTE_AS_OF,
          &query_moment, &shape_committee, "Xem một ban", "Read one committee")},
    {CREATE("/v1/committees", "committee_create", SCOPE_COMMITTEE_WRITE, &shape_committee_create,
            &shape_committee, "Dự thảo một ban; quyết định thành lập sau",
            "Draft a committee, for a decision to establish", committee_example)},
    {READ("/v1/committees/{committee}/seats", "committee_seats", SCOPE_COMMITTEE_READ, ROUTE_LIST,
          &query_seats, &shape_seat, "Danh sách thành viên vào một ngày",
          "The list of members on a day")},
    {READ("/v1/committees/{committee}/changes", "committee_changes", SCOPE_COMMITTEE_READ,
          ROUTE_LIST, &query_steps, &shape_step, "Những thay đổi có hiệu lực trong một khoảng ngày",
          "What took effect between two days")},
    {READ("/v1/committees/{committee}/decisions", "committee_decisions", SCOPE_COMMITTEE_READ,
          ROUTE_LIST, &query_decisions, &shape_decision, "Các quyết định về một ban",
          "Decisions about a committee")},
    {READ("/v1/decisions/{decision}", "decision_get", SCOPE_COMMITTEE_READ, ROUTE_AS_OF,
          &query_decision, &shape_decision_whole, "Xem một quyết định", "Read one decision")},
    {CREATE("/v1/decisions/{decision}/corrections", "decision_correct", SCOPE_COMMITTEE_WRITE,
            &shape_plan_create, &shape_plan, "Lập phương án đính chính một quyết định",
            "Plan the correction of a decision", correction_example)},
    {CREATE("/v1/committees/{committee}/restructure-plans", "plan_create", SCOPE_COMMITTEE_WRITE,
            &shape_plan_create, &shape_plan, "Lập phương án kiện toàn", "Plan a restructuring",
            plan_example)},
    {READ("/v1/committees/{committee}/desired", "committee_desired", SCOPE_COMMITTEE_READ,
          ROUTE_AS_OF, &query_desired, &shape_plan_create,
          "Danh sách đang có hiệu lực, dưới dạng phương án để sửa",
          "What is in force, as a plan to edit")},
    {READ("/v1/committees/{committee}/restructure-plans", "plan_list", SCOPE_COMMITTEE_READ,
          ROUTE_LIST, &query_plans, &shape_plan, "Các phương án của một ban",
          "Plans of a committee")},
    {READ("/v1/restructure-plans/{plan}", "plan_get", SCOPE_COMMITTEE_READ, ROUTE_AS_OF,
          &query_object, &shape_plan_whole, "Xem một phương án", "Read one plan")},
    {ACT("/v1/restructure-plans/{plan}/approve", "plan_approve", SCOPE_DECISION_APPLY,
         ROUTE_MAY_BE_EMPTY, &shape_plan_approve, &shape_plan,
         "Phê duyệt phương án do ứng dụng khác lập", "Approve a plan another client made", "{}")},
    {ACT("/v1/restructure-plans/{plan}/apply", "plan_apply", SCOPE_DECISION_APPLY, ROUTE_IF_MATCH,
         &shape_plan_apply, &shape_plan_applied, "Áp dụng phương án theo quyết định",
         "Apply a plan with its decision", apply_example)},
    {READ("/v1/committees/{committee}/popolo", "committee_popolo", SCOPE_COMMITTEE_READ,
          ROUTE_AS_OF, &query_moment, &shape_popolo, "Toàn bộ lịch sử của ban theo Popolo",
          "The whole history of a committee as Popolo")},

    {READ("/v1/document-types", "document_type_list", SCOPE_DOCUMENT_READ, ROUTE_LIST,
          &query_document_types, &shape_document_type, "Các loại văn bản", "List document types")},
    {READ("/v1/documents", "document_list", SCOPE_DOCUMENT_READ, ROUTE_LIST, &query_documents,
          &shape_document, "Danh sách văn bản", "List documents")},
    {READ("/v1/documents/{document}", "document_get", SCOPE_DOCUMENT_READ, 0, &query_object,
          &shape_document, "Xem một văn bản", "Read one document")},
    {CREATE("/v1/documents", "document_create", SCOPE_DOCUMENT_WRITE, &shape_document_create,
            &shape_document, "Thêm một văn bản", "Register a document", document_example)},
    {CHANGE("/v1/documents/{document}", "document_patch", SCOPE_DOCUMENT_WRITE,
            &shape_document_patch, &shape_document, "Sửa một văn bản", "Change a document",
            "{\"signer\":\"Tổng Bí thư\"}")},

    {READ("/v1/programmes", "programme_list", SCOPE_TASK_READ, ROUTE_LIST, &query_programmes,
          &shape_programme, "Danh sách chương trình", "List programmes")},
    {READ("/v1/programmes/{programme}", "programme_get", SCOPE_TASK_READ, 0, &query_object,
          &shape_programme, "Xem một chương trình", "Read one programme")},
    {CREATE("/v1/programmes", "programme_create", SCOPE_TASK_WRITE, &shape_programme_create,
            &shape_programme, "Thêm một chương trình", "Register a programme", programme_example)},
    {CHANGE("/v1/programmes/{programme}", "programme_patch", SCOPE_TASK_WRITE,
            &shape_programme_patch, &shape_programme, "Sửa một chương trình", "Change a programme",
            "{\"ends_on\":\"2026-12-31\"}")},
    {READ("/v1/targets", "target_list", SCOPE_TASK_READ, ROUTE_LIST, &query_targets, &shape_target,
          "Chỉ tiêu đến năm 2030 của Nghị quyết số 57-NQ/TW", "The resolution's targets for 2030")},

    {READ("/v1/dashboard/summary", "dashboard_summary", SCOPE_DASHBOARD_READ, 0,
          &query_dashboard_summary, &shape_dashboard_summary, "Số liệu tổng hợp",
          "The official counts")},
    {READ("/v1/dashboard/agencies", "dashboard_agencies", SCOPE_DASHBOARD_READ, ROUTE_LIST,
          &query_dashboard_agencies, &shape_dashboard_agency, "Số liệu theo cơ quan chủ trì",
          "The counts of each lead agency")},
    {READ("/v1/dashboard/overdue", "dashboard_overdue", SCOPE_DASHBOARD_READ, ROUTE_LIST,
          &query_dashboard_list, &shape_dashboard_overdue, "Nhiệm vụ quá hạn",
          "The overdue tasks, the longest overdue first")},
    {READ("/v1/dashboard/timeline", "dashboard_timeline", SCOPE_DASHBOARD_READ, ROUTE_LIST,
          &query_dashboard_timeline, &shape_dashboard_period, "Số liệu theo kỳ của thời hạn",
          "The counts by period of the deadline")},
    {READ("/v1/dashboard/burnup", "dashboard_burnup", SCOPE_DASHBOARD_READ, ROUTE_LIST,
          &query_dashboard_list, &shape_dashboard_burnup, "Lũy kế giao, đến hạn, hoàn thành",
          "Assigned, due and done from the beginning on")},
    {READ("/v1/dashboard/obstacles", "dashboard_obstacles", SCOPE_DASHBOARD_READ, ROUTE_LIST,
          &query_dashboard_obstacles, &shape_dashboard_obstacles,
          "Vướng mắc theo cơ quan chủ trì và cấp giải quyết",
          "Obstacles by lead agency and level")},
    {READ("/v1/dashboard/quality", "dashboard_quality", SCOPE_DASHBOARD_READ, ROUTE_LIST,
          &query_dashboard_list, &shape_dashboard_quality, "Chất lượng dữ liệu",
          "What the figures rest on")},

    {READ("/v1/calendar", "calendar_get", SCOPE_NONE, 0, &query_calendar, &shape_calendar,
          "Lịch ngày nghỉ và ngày làm bù", "Days off and swapped working days")},
    {READ("/v1/light-rules", "light_rules", SCOPE_NONE, 0, &query_object, &shape_light_rules,
          "Quy tắc của đèn, ngưỡng đang áp dụng", "The rules of the lights, thresholds in force")},
    {READ("/v1/calendar/workdays", "calendar_workdays", SCOPE_NONE, 0, &query_workdays,
          &shape_workdays, "Tính ngày làm việc", "Count working days")},
    {ACT("/v1/calendar/import", "calendar_import", SCOPE_OVERSIGHT_WRITE, ROUTE_LARGE | ROUTE_SLOW,
         &shape_calendar_import, &shape_calendar_imported,
         "Nhập lịch, tất cả hoặc không gì cả; thời hạn dời theo nếu có thiết lập",
         "Import days, all or nothing; deadlines move along where the house wants it",
         calendar_example)},

    {READ("/v1/outbox", "outbox_list", SCOPE_TASK_READ, ROUTE_LIST, &query_outbox,
          &shape_outbox_entry, "Thông điệp gửi các cơ quan", "Messages to agencies and bodies")},
    {READ("/v1/outbox/{message}", "outbox_get", SCOPE_TASK_READ, ROUTE_AS_OF, &query_object,
          &shape_outbox_message, "Xem một thông điệp", "Read one message")},
    {ACT("/v1/outbox/{message}/retry", "outbox_retry", SCOPE_OVERSIGHT_WRITE, ROUTE_MAY_BE_EMPTY,
         &shape_outbox_retry, &shape_outbox_entry, "Gửi lại ngay một thông điệp chưa gửi được",
         "Have a message tried again now", "{}")},
    {READ("/v1/notice-addresses", "notice_address_list", SCOPE_TASK_READ, ROUTE_LIST,
          &query_notice_addresses, &shape_notice_address, "Hộp thư công vụ nhận thông điệp",
          "Official mailboxes that messages go to")},
    {READ("/v1/notice-addresses/{recipient}", "notice_address_get", SCOPE_TASK_READ, ROUTE_AS_OF,
          &query_object, &shape_notice_address, "Hộp thư của một cơ quan hoặc bộ phận",
          "The mailbox of an agency or a body")},
    {CHANGE("/v1/notice-addresses/{recipient}", "notice_address_patch", SCOPE_OVERSIGHT_WRITE,
            &shape_notice_address_patch, &shape_notice_address, "Đặt hộp thư của cơ quan",
            "Set the mailbox of an agency or a body", "{\"email\":\"vanthu.skhcn@tinh.gov.vn\"}")},

    {READ("/v1/inspections", "inspection_list", SCOPE_TASK_READ, ROUTE_LIST, &query_inspections,
          &shape_inspection, "Danh sách cuộc kiểm tra", "List inspections")},
    {READ("/v1/inspections/{inspection}", "inspection_get", SCOPE_TASK_READ, ROUTE_AS_OF,
          &query_object, &shape_inspection_whole,
          "Xem một cuộc kiểm tra, đoàn, phát hiện và kiến nghị",
          "Read one inspection, its team, findings and recommendations")},
    {CREATE("/v1/inspections", "inspection_create", SCOPE_OVERSIGHT_WRITE, &shape_inspection_create,
            &shape_inspection_whole, "Lập kế hoạch một cuộc kiểm tra", "Plan an inspection",
            inspection_example)},
    {CHANGE("/v1/inspections/{inspection}", "inspection_patch", SCOPE_OVERSIGHT_WRITE,
            &shape_inspection_patch, &shape_inspection_whole,
            "Sửa kế hoạch và đoàn của một cuộc kiểm tra",
            "Change the plan and the team of an inspection", "{\"ends_on\":\"2025-06-27\"}")},
    {ACT("/v1/inspections/{inspection}/transitions", "inspection_transition", SCOPE_OVERSIGHT_WRITE,
         ROUTE_IF_MATCH, &shape_inspection_transition, &shape_inspection_whole,
         "Bắt đầu, kết luận, kết thúc hoặc hủy một cuộc kiểm tra",
         "Start, conclude, close or cancel an inspection",
         "{\"action\":\"conclude\",\"document\":\"99-KL/BCĐ\"}")},
    {CREATE("/v1/inspections/{inspection}/findings", "finding_create", SCOPE_OVERSIGHT_WRITE,
            &shape_finding_create, &shape_finding, "Ghi một phát hiện", "Write down a finding",
            finding_example)},
    {CREATE("/v1/inspections/{inspection}/recommendations", "recommendation_create",
            SCOPE_OVERSIGHT_WRITE, &shape_recommendation_create, &shape_recommendation,
            "Ghi một kiến nghị", "Write down a recommendation", recommendation_example)},
    {CREATE("/v1/recommendations/{recommendation}/task", "recommendation_task",
            SCOPE_OVERSIGHT_WRITE, &shape_recommendation_task, &shape_recommendation,
            "Lập nhiệm vụ từ một kiến nghị", "Make a recommendation a task",
            "{\"product\":\"Báo cáo tiến độ\",\"assign\":true}")},
    {ACT("/v1/recommendations/{recommendation}/withdraw", "recommendation_withdraw",
         SCOPE_OVERSIGHT_WRITE, 0, &shape_recommendation_withdraw, &shape_recommendation,
         "Rút một kiến nghị", "Withdraw a recommendation",
         "{\"reason\":\"Trùng với kiến nghị khác\"}")},

    {READ("/v1/settings", "setting_list", SCOPE_NONE, ROUTE_LIST, &query_settings, &shape_setting,
          "Các thiết lập của hệ thống", "Policies of the house")},
    {READ("/v1/settings/{setting}", "setting_get", SCOPE_NONE, 0, &query_object, &shape_setting,
          "Xem một thiết lập", "Read one setting")},
    {CHANGE("/v1/settings/{setting}", "setting_patch", SCOPE_OVERSIGHT_WRITE, &shape_setting_patch,
            &shape_setting, "Đổi một thiết lập", "Change a setting",
            "{\"value\":\"next_workday\"}")},

    {READ("/v1/urging-rules", "urging_rules_get", SCOPE_TASK_READ, ROUTE_AS_OF, &query_urging_rules,
          &shape_urging_rules, "Thang đôn đốc", "The urging ladder")},
    {CREATE("/v1/urging-rules", "urging_rules_put", SCOPE_OVERSIGHT_WRITE,
            &shape_urging_rules_create, &shape_urging_rules, "Ban hành phiên bản mới của thang",
            "Put a new version of the ladder", urging_rules_example)},
    {READ("/v1/urging-rules/test", "urging_rules_test", SCOPE_TASK_READ, ROUTE_AS_OF,
          &query_urging_rules_test, &shape_urging_rules_test,
          "Nấc nào phát cho một nhiệm vụ vào một ngày, vì sao",
          "Which rungs fire for a task on a day, and why")},
    {ACT("/v1/urging-runs", "urging_run", SCOPE_OVERSIGHT_WRITE, ROUTE_MAY_BE_EMPTY | ROUTE_SLOW,
         &shape_urging_run, &shape_urging_result, "Đôn đốc ngay theo thang",
         "Fire the rungs whose day has come", "{}")},
    {READ("/v1/urgings", "urging_list", SCOPE_TASK_READ, ROUTE_LIST, &query_urgings, &shape_urging,
          "Các lần đôn đốc, số tăng dần", "The urgings, in the order of their numbers")},
    {READ("/v1/urgings/{urging}", "urging_get", SCOPE_TASK_READ, 0, &query_object, &shape_urging,
          "Xem một lần đôn đốc", "Read one urging")},
    {READ("/v1/urgings/{urging}/letter", "urging_letter", SCOPE_TASK_READ, ROUTE_AS_OF,
          &query_urging_letter, &shape_urging_letter, "Nội dung công văn đôn đốc",
          "What the letter about an urging says")},
    {CREATE("/v1/tasks/{task}/urgings", "urging_create", SCOPE_OVERSIGHT_WRITE,
            &shape_urging_create, &shape_urging, "Đôn đốc trực tiếp một nhiệm vụ",
            "Urge a task by hand", urging_example)},

    {READ("/v1/clients", "client_list", SCOPE_CLIENT_ADMIN, ROUTE_LIST, &query_clients,
          &shape_client, "Danh sách ứng dụng", "List API clients")},
    {READ("/v1/clients/{client}", "client_get", SCOPE_CLIENT_ADMIN, 0, &query_object, &shape_client,
          "Xem một ứng dụng", "Read one API client")},
    {CREATE("/v1/clients", "client_create", SCOPE_CLIENT_ADMIN, &shape_client_create,
            &shape_client_secret, "Cấp một ứng dụng", "Register an API client", client_example),
     .check = client_key_check},
    {CHANGE("/v1/clients/{client}", "client_patch", SCOPE_CLIENT_ADMIN, &shape_client_patch,
            &shape_client, "Sửa một ứng dụng", "Change an API client",
            "{\"scopes\":[\"task:read\"]}"),
     .check = client_key_check},
    {ACT("/v1/clients/{client}/rotate", "client_rotate", SCOPE_CLIENT_ADMIN, ROUTE_MAY_BE_EMPTY,
         &shape_client_rotate, &shape_client_secret, "Đổi bí mật của ứng dụng",
         "Give an API client a new secret", "{\"overlap_seconds\":3600}")},
    {ACT("/v1/clients/{client}/revoke", "client_revoke", SCOPE_CLIENT_ADMIN, ROUTE_MAY_BE_EMPTY,
         &shape_client_revoke, &shape_client, "Thu hồi ứng dụng", "Revoke an API client",
         "{\"reason\":\"Ngừng sử dụng hệ thống\"}")},
    {READ("/v1/journal", "journal_list", SCOPE_AUDIT_READ, ROUTE_LIST, &query_journal,
          &shape_journal, "Nhật ký thay đổi", "Read the journal")},

    {.method = HTTP_POST,
     .path = "/oauth/token",
     .operation = "oauth_token",
     .scope = SCOPE_NONE,
     .flags = ROUTE_PUBLIC | ROUTE_FORM,
     .answer = &shape_token,
     .success = "200",
     .handle = token_handle,
     .summary_vi = "Lấy mã truy cập (RFC 6749 §4.4)",
     .summary_en = "Get an access token (RFC 6749 §4.4)"},
    {SPECIAL("/.well-known/oauth-authorization-server", "metadata", 0, metadata_handle,
             "Thông tin máy chủ cấp quyền (RFC 8414)", "Authorization server metadata (RFC 8414)")},
    {SPECIAL("/.well-known/jwks.json", "jwks", 0, jwks_handle, "Khóa công khai (RFC 7517)",
             "Public keys (RFC 7517)")},
    {SPECIAL("/v1/openapi.json", "openapi", 0, openapi_handle, "Tài liệu OpenAPI này",
             "This OpenAPI document")},
    {SPECIAL("/problems", "problems", ROUTE_HTML, problem_index_handle,
             "Các lỗi mà API có thể trả về", "The problems the API can answer with")},
    {SPECIAL("/problems/{slug}", "problem", ROUTE_HTML, problem_page_handle, "Trang mô tả một lỗi",
             "The page of one problem")},
};

const size_t route_count = sizeof routes / sizeof *routes;

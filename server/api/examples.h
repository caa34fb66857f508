/* examples.h - a good body of each operation that takes one, as the document shows it: of routes.c
 * alone. */
#ifndef STEER_SERVER_API_EXAMPLES_H
#define STEER_SERVER_API_EXAMPLES_H

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

#endif

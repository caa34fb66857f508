/* shapes_light.c - the lights of tasks, and the rules they follow from. */
#include "api/shapes.h"

const char *const list_lights[] = {"red",  "amber",        "blue",      "green",
                                   "grey", "done_on_time", "done_late", NULL};
const struct field field_light = F_ENUM("", 0, list_lights, "Đèn", "Light");

static const struct field rule_fields[] = {
    F_BOUND("place", FIELD_INTEGER, R, 1, 100,
            "Thứ tự: lý do đầu tiên trong các lý do đúng quyết định đèn",
            "Place: of all reasons that apply the first decides"),
    F("reason", FIELD_STRING, R, "Lý do, như trong light_reasons", "As light_reasons has it"),
    F_ENUM("light", R | N, list_lights, "Đèn; null: chỉ đi kèm lý do khác",
           "The light; null: only goes with another reason"),
    F("setting", FIELD_STRING, R | N, "Thiết lập giữ ngưỡng",
      "The setting that keeps the threshold"),
    F("threshold", FIELD_INTEGER, R | N, "Ngưỡng đang áp dụng, ngày làm việc",
      "The threshold in force, in working days"),
    F("text_vi", FIELD_STRING, R, "Bằng tiếng Việt", "In Vietnamese"),
    F("text_en", FIELD_STRING, R, "Bằng tiếng Anh", "In English"),
    F_END};
static const struct shape shape_rule = {"LightRule", rule_fields};
static const struct field field_rule = F_OBJECT("", 0, &shape_rule, "Quy tắc", "Rule");

static const struct field rules_fields[] = {
    F_BOUND("version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản của bộ quy tắc",
            "Version of the rules"),
    F_ARRAY("items", R, 1, 100, &field_rule, "Các quy tắc, theo thứ tự",
            "The rules, in their order"),
    F_END};
const struct shape shape_light_rules = {"LightRules", rules_fields};

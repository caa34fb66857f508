/* shapes_setting.c - policies of the house. */
#include "api/shapes.h"

static const struct field setting_fields[] = {
    F("name", FIELD_CODE, R, "Tên thiết lập", "Name of the setting"),
    F("value", FIELD_STRING, R, "Giá trị", "The value"),
    F("pattern", FIELD_STRING, R, "Giá trị được phép: biểu thức chính quy của toàn bộ giá trị",
      "What the value may be: a regular expression of the whole"),
    F("about_vi", FIELD_STRING, R, "Quyết định điều gì", "What it decides, in Vietnamese"),
    F("about_en", FIELD_STRING, R, "Quyết định điều gì, bằng tiếng Anh",
      "What it decides, in English"),
    F_BOUND("version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản: ETag \"v7\" là phiên bản 7",
            "Version: ETag \"v7\" is version 7"),
    F_END};
const struct shape shape_setting = {"Setting", setting_fields};

static const struct field patch_fields[] = {F_BOUND("value", FIELD_STRING, R, 1, 200,
                                                    "Giá trị mới, theo pattern của thiết lập",
                                                    "The new value, by the setting's pattern"),
                                            F_END};
const struct shape shape_setting_patch = {"SettingPatch", patch_fields};

static const struct field list_fields[] = {F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_settings = {"SettingListQuery", list_fields};

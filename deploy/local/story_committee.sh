# story_committee.sh - a restructuring by decision, played through steerctl: the list of before, the plan, the decision, the list of after, and the day before as it was; then the plan of a merger.
#
# Read by story.sh after the main job. What the report of 27/3/2025 does not tell - the number of the
# decision, who joins - is said to be an example where it stands.
# shellcheck shell=bash disable=SC2154

restructured_on=2025-04-01
day_before=2025-03-31

# The list as the office would type it: whom the report names, and two posts that take part by office.
write_members() {
    cat >"$work/thanh-vien.csv" <<'CSV'
STT,Vai trò,Mã chức vụ,Nhiệm vụ
1,Trưởng ban,bi-thu-tinh-uy,Lãnh đạo chung
2,Ủy viên Thường trực,giam-doc-so-khcn,"Cơ quan thường trực, báo cáo kết quả"
3,Ủy viên,chanh-van-phong-tinh-uy,"Theo dõi, đôn đốc"
CSV
}

# A post without a holder: the plan warns of it. It is an example, and says so.
register_post() {
    "$STEERCTL" post get chanh-van-phong-tinh-uy --profile office >/dev/null 2>&1 \
        || play 0 chanh-van-phong post add --code chanh-van-phong-tinh-uy --title-vi "Chánh Văn phòng Tỉnh ủy (ví dụ)" \
            --agency tinh-uy --valid-from 2025-01-01 --profile office
}

members() { play 0 "$1" committee members bcd-57 --valid-at "$2" --columns rank,person_name,position,role_name --profile office; }

restructure() {
    local status=0 plan
    step "13. Kiện toàn Ban Chỉ đạo theo quyết định: danh sách ngày 31/3/2025 / restructuring by decision: the list of before"
    members "Nguyễn Văn Quyết" "$day_before"
    register_post
    write_members

    step "14. Văn phòng lập phương án từ danh sách CSV; chưa đổi gì / a plan from the office's CSV list; nothing changes yet"
    "$STEERCTL" committee plan bcd-57 -f "$work/thanh-vien.csv" --effective-on "$restructured_on" --detailed-exitcode \
        --profile office >"$work/plan" 2>&1 || status=$?
    shown committee plan bcd-57 -f "$work/thanh-vien.csv" --effective-on "$restructured_on" --detailed-exitcode --profile office
    sed 's/^/      /' "$work/plan"
    case $status in
    3) ;;
    0) say "  (đã kiện toàn ở lần chạy trước / was restructured by an earlier run)" ;;
    *) say "  không như mong đợi / not as expected: exit $status"; exit 1 ;;
    esac

    if [ $status -eq 3 ]; then
        plan=$(grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' "$work/plan" | tail -n 1)
        step "15. Áp dụng theo quyết định (số ví dụ, báo cáo không nêu) / applied by a decision (an example's number)"
        play 0 "3 thay đổi" committee apply "$plan" --decision 57-QĐ/TU --signed-on 2025-03-28 --subject "Ví dụ: kiện toàn Ban Chỉ đạo" --profile office
        play 6 plan-already-applied committee apply "$plan" --decision 58-QĐ/TU --signed-on 2025-03-28 --profile office
    fi

    step "16. Danh sách từ 01/4/2025, và ngày trước đó vẫn như cũ / the list of after, and the day before unchanged"
    members "Nguyễn Minh Hải" "$restructured_on"
    members "Nguyễn Văn Quyết" "$day_before"
    play 0 "Phụ lục" committee show bcd-57 --valid-at "$restructured_on" -o md --profile office
}

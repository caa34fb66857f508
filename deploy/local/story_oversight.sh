# story_oversight.sh - steering, played through steerctl: a task falls overdue and the ladder urges, an obstacle turns its light blue, its report is returned once and then verified.
#
# Read by story.sh after the main job. Every run makes a task of its own. The ladder urges on working
# days only, and not at all in a year whose calendar is not known: then the story says so and the
# office urges by hand.
# shellcheck shell=bash disable=SC2154

today=$(TZ=Asia/Ho_Chi_Minh date +%F)

# quiet ARGUMENTS…: steerctl for what the story itself has to know.
quiet() { "$STEERCTL" "$@" 2>/dev/null; }

light() { play 0 "$1" task show "$late" --columns code,state,light,light_reasons,due_on --profile leader; }

# A task whose deadline was the working day before today.
fall_overdue() {
    local due_on
    due_on=$(quiet calendar workdays "$today" -1 --columns to -o csv --profile office | tail -n 1 | tr -d '\r')
    late=$(quiet task create --title "Ví dụ: lập danh mục dữ liệu dùng chung của tỉnh" --lead-agency so-khcn \
        --product "Báo cáo kết quả" --due-on "$due_on" -o name --profile office)
    play 3 "thẩm quyền" task lint "$late" --profile office
    play 0 "đã giao" task assign "$late" --columns code,title,lead_agency,due_on,state --profile office
    light "đỏ"
}

urge() {
    local urging
    play 0 "head-1" urging rules test --task "$late" --profile office
    play 0 "Đôn đốc" urging run --profile office
    if ! quiet urging list --task "$late" -o name --profile office | grep -q .; then
        say "  (hôm nay là ngày nghỉ, hoặc năm nay chưa có lịch: thang không phát, văn phòng đôn đốc trực tiếp / a day off, or no calendar: by hand)"
        play 0 "$late" urging send "$late" --text-vi "Ví dụ: đề nghị báo cáo kết quả" --profile office
    fi
    urging=$(quiet urging list --task "$late" -o name --profile office | head -n 1)
    play 0 "Kính gửi" urging letter "$urging" -o md --profile office
}

# The clerk looks into the outbox every few seconds.
wait_for_digest() {
    local tries=0 found
    until found=$(grep -l "$(quiet outbox list --limit 1 -o json --profile office | grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' | head -n 1)" \
                  "$outbox"/*.eml 2>/dev/null); do
        tries=$((tries + 1))
        if [ $tries -gt 300 ]; then
            say "  chưa thấy thông điệp / no message came: $outbox"
            exit 1
        fi
        sleep 0.1
    done
    say "  Thông điệp nằm ở / the message lies in: ${found#"$root"/}"
    play 0 "đã gửi" outbox list --limit 1 --profile office
}

meet_an_obstacle() {
    local obstacle
    play 0 "ghi nhận" status push "$late" --state in_progress --percent 60 --event-id "evt-$run-o1" --sequence $((run * 10 + 6)) \
        --set 'obstacles:=[{"title":"Ví dụ: chưa có định mức chi","needs_level":"province"}]' --columns result --profile so-khcn
    light "xanh dương"
    obstacle=$(quiet obstacle list --task "$late" --state open -o name --profile office)
    play 0 "đã giải quyết" obstacle solve "$obstacle" --document 57-NQ/TW --reason "Ví dụ: đã có hướng dẫn" \
        --columns code,task,needs_level,state,document --profile office
    light "đỏ"
}

# report NUMBER: the agency's system reports the task as done for the NUMBER-th time.
report() {
    play 0 "ghi nhận" status push "$late" --state reported --percent 100 --event-id "evt-$run-r$1" --sequence $((run * 10 + 6 + $1)) \
        --product-title "Ví dụ: Báo cáo kết quả" --evidence "https://so-khcn.example/bao-cao" --summary "Ví dụ: đã hoàn thành" --columns result --profile so-khcn
}

complete() {
    play 7 "/product" status push "$late" --state reported --percent 100 --event-id "evt-$run-r0" --profile so-khcn
    report 1
    play 0 "trả lại" task return "$late" --reason "Ví dụ: báo cáo chưa có phụ lục" --columns code,state --profile office
    report 2
    play 0 "đã xác nhận" task verify "$late" --columns code,state,light,due_on,reported_on,verified_on --profile office
    play 0 "trả lại" task completion "$late" --profile leader
}

oversee() {
    step "8. Một nhiệm vụ quá hạn; kiểm tra 6 rõ trước khi giao / a task falls overdue; is it clear?"
    fall_overdue
    step "9. Thang đôn đốc: nấc nào, vì sao; phát, và công văn để in / the ladder: which rung and why; it urges, and the letter for print"
    urge
    step "10. Một vướng mắc vượt cấp: đèn xanh dương, không đôn đốc cơ quan / an obstacle above the agency: a blue light"
    meet_an_obstacle
    step "11. Báo cáo thiếu sản phẩm bị từ chối; báo cáo, bị trả lại, báo cáo lại, xác nhận / refused, returned once, then verified"
    complete
    step "12. Thông điệp đã gửi; số liệu sau đó / the message that went out, and the counts"
    wait_for_digest
    counts
}

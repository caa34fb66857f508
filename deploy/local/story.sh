#!/usr/bin/env bash
# story.sh - the main job, played through steerctl and printed: the office imports, an agency's system pushes, the office and a leader read.
#
# STEERCTL is the program, STEER_CONFIG its profiles. Each step says what must come of it: the story
# ends with a failure where anything else does. It can be played again on the same register.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
: "${STEERCTL:?}" "${STEER_CONFIG:?}"
# The caller's own settings and queue are another matter.
for name in $(compgen -v STEER_); do
    [ "$name" = STEER_CONFIG ] || unset "$name"
done
XDG_STATE_HOME=$(dirname "$STEER_CONFIG")/state
outbox=${STEERD_OUTBOX:-$(dirname "$(dirname "$STEER_CONFIG")")/outbox}
export STEER_CONFIG XDG_STATE_HOME
run=$(date +%s)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck source=deploy/local/talk.sh
. "$root/deploy/local/talk.sh"
# shellcheck source=deploy/local/story_oversight.sh
. "$root/deploy/local/story_oversight.sh"
# shellcheck source=deploy/local/story_committee.sh
. "$root/deploy/local/story_committee.sh"
# shellcheck source=deploy/local/story_merger.sh
. "$root/deploy/local/story_merger.sh"

# shown ARGUMENTS…: the command as one would type it.
shown() {
    local word line='  $ steerctl'
    for word in "$@"; do
        word=${word#"$root/"}
        word=${word#"$work/"}
        [[ $word =~ ^[A-Za-z0-9_./:=,@+-]+$ ]] || word="'$word'"
        line+=" $word"
    done
    say "$line"
}

# play EXIT WORD ARGUMENTS…: runs steerctl, shows what it says, and holds it to its exit code and one word.
play() {
    local wanted=$1 word=$2 status=0
    shift 2
    shown "$@"
    "$STEERCTL" "$@" >"$work/out" 2>&1 || status=$?
    grep -v '^steerctl: \(hồ sơ\|profile\) ' "$work/out" | sed 's/^/      /' || true
    if [ "$status" -ne "$wanted" ] || ! grep -q "$word" "$work/out"; then
        say "  không như mong đợi / not as expected: exit $status, wanted $wanted and \"$word\""
        exit 1
    fi
}

# The tasks so-khcn can still report on. A register that was worked with may have none left.
choose_tasks() {
    mapfile -t tasks < <("$STEERCTL" task list --profile so-khcn --lead-agency so-khcn --sort code -o name \
        --state assigned --state received --state in_progress --state returned --state blocked)
    if [ ${#tasks[@]} -lt 3 ]; then
        say "so-khcn không còn đủ ba nhiệm vụ đang mở / has fewer than three open tasks left: make clean-local"
        exit 1
    fi
}

write_batch() {
    local number=0 task
    for task in "${tasks[@]:0:3}"; do
        number=$((number + 1))
        printf '{"task":"%s","source":{"event_id":"evt-%s-b%s","sequence":%s},"state":"in_progress","progress_percent":%s}\n' \
            "$task" "$run" "$number" $((run * 10 + 5)) $((80 - number * 20))
    done >"$work/tinh-hinh.ndjson"
}

# What is pushed a second time must be the same to the letter.
first_push() {
    printf '%s\n' status push "${tasks[0]}" --state in_progress --percent 40 --event-id "evt-$run-1" \
        --sequence $((run * 10 + 1)) --summary "Ví dụ: đã mở hai lớp tập huấn" --profile so-khcn
}

# Each rate with what it is a part of.
counts() { play 0 "Hoàn thành/tổng số" dashboard summary --profile leader; }

main() {
    local push
    if merged; then
        say "Long An đã sáp nhập ở lần chạy trước / was merged by an earlier run. Chơi lại từ đầu / to play again: make clean-local"
        return
    fi
    step "1. Văn phòng nhập nhiệm vụ của báo cáo 27/3/2025 / the office imports the tasks of the report"
    play 0 6 task import "$root/sql/sample/tasks.ndjson" --profile office
    choose_tasks
    mapfile -t push < <(first_push)
    say "  Số liệu Lãnh đạo đọc lúc này / the counts a leader reads now:"
    counts

    step "2. Hệ thống của Sở KH&CN gửi tình hình, rồi gửi lại y hệt / its system pushes a status, then repeats it: duplicate"
    play 0 "ghi nhận" "${push[@]}" --columns result
    play 0 "đã nhận trước đây" "${push[@]}" --columns result

    step "3. … một lô NDJSON / a batch"
    write_batch
    play 0 "ghi nhận" status batch "$work/tinh-hinh.ndjson" --profile so-khcn

    step "4. … một báo cáo cũ hơn / an older one: superseded, the task does not move back"
    play 0 "đã có bản mới hơn" status push "${tasks[0]}" --state in_progress --percent 10 --event-id "evt-$run-0" \
        --sequence $((run * 10)) --profile so-khcn --columns result

    step "5. … nhiệm vụ của cơ quan khác / another agency's task: as if there were none (exit 5)"
    play 5 not-found status push NV-2025-0002 --state in_progress --event-id "evt-$run-2" --profile so-khcn

    step "6. … giá trị sai / wrong values: each field named, nothing written (exit 7)"
    play 7 invalid-input status push "${tasks[1]}" --set state=done --set progress_percent:=140 \
        --event-id "evt-$run-3" --profile so-khcn

    step "7. Văn phòng đọc kết quả / the office reads the result"
    play 0 "${tasks[0]}" task list --lead-agency so-khcn --sort code --columns code,title,state,progress_percent,due_on --profile office
    play 0 "đã có bản mới hơn" task updates "${tasks[0]}" --limit 3 --columns received_at,source.event_id,source.sequence,progress_percent,result --profile office

    oversee
    restructure
    merge_provinces

    step "18. Lãnh đạo đọc số liệu sau các báo cáo; ngày làm việc thứ năm sau 28/4/2025 / the counts after the pushes; five working days on"
    counts
    play 0 "08/05/2025" calendar workdays 2025-04-28 +5 --profile leader
}

main

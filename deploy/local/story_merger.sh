# story_merger.sh - the sample of sql/sample/tay-ninh-2025 played through steerctl: Long An and Tây Ninh become Tây Ninh on 01/07/2025.
#
# Read by story.sh. Of each body it shows the plan; it applies them only with MERGER=1: afterwards the
# agencies of the main job are no more, and it cannot be played again on that register.
# shellcheck shell=bash disable=SC2154

merger=$root/sql/sample/tay-ninh-2025

# quietly ARGUMENTS…: what only prepares the scene; it is shown when it fails.
quietly() { "$STEERCTL" "$@" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }; }

# What was there before the merger and the base sample does not hold. Repeating it changes nothing.
register_bodies() {
    local line code
    while IFS= read -r line; do
        code=$(sed -E 's/.*"code": "([^"]+)".*/\1/' <<<"$line")
        "$STEERCTL" agency get "$code" --valid-at 2025-06-30 --profile office >/dev/null 2>&1 \
            || quietly agency create -f - --profile office <<<"$line"
    done <"$merger/agencies.ndjson"
    for code in tinh-uy hdnd-tinh ubnd-tinh; do
        quietly agency set "$code" -f "$merger/before-$code.json" --profile office
    done
    "$STEERCTL" document get 202/2025/QH15 --profile office >/dev/null 2>&1 \
        || quietly document create -f "$merger/resolution.json" --profile office
}

merged() { ! "$STEERCTL" agency list --all -o name --profile office 2>/dev/null | grep -qx so-khcn; }

apply_one() {
    local plan
    plan=$(grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' "$work/out" | tail -n 1)
    play 0 . agency apply "$plan" -f "$merger/$1.apply.json" --profile office
}

merge_provinces() {
    local name
    step "17. Sáp nhập Long An và Tây Ninh từ 01/7/2025: phương án / the merger of the two provinces: the plan"
    register_bodies
    for name in 1-tinh-uy 2-hdnd-tinh 3-ubnd-tinh 4-so-khcn; do
        play 0 "2025" agency plan -f "$merger/$name.plan.json" --profile office
        if [ "${MERGER:-0}" != 1 ]; then
            say "  Chưa áp dụng; áp dụng cả bốn phương án / not applied; all four are with: make run ONCE=1 MERGER=1"
            return
        fi
        apply_one "$name"
    done
    play 0 tinh-uy-tay-ninh agency list --columns code,name_vi --profile office
    play 0 "Long An" agency get so-khcn --valid-at 2025-06-30 --profile office
    # The system of the old department was handed over too: it goes on, for the new one.
    play 0 "ghi nhận" status push "${tasks[0]}" --state in_progress --event-id "evt-$run-9" --profile so-khcn --columns result
    play 0 so-khcn-tay-ninh task get "${tasks[0]}" --columns code,lead_agency,original_lead_agency --profile office
}

"""urging.py - a ladder for tests, and a register that lives on a day of 2025 whose calendar is known."""

TODAY = "2025-05-06"
# Of a task due on 2025-05-05 "before" falls on 29/04, "after" on the day itself: 30/04 to 04/05 were days off.
RUNGS = [{"code": "before", "workdays": -1, "audience": "officer", "text_vi": "Sắp đến hạn", "text_en": "Due soon"},
         {"code": "after", "after_rung": "before", "workdays": 1, "audience": "agency_head", "text_vi": "Đã quá hạn", "text_en": "Late"},
         {"code": "office", "after_rung": "after", "workdays": 2, "audience": "committee_office", "text_vi": "Quá hạn 2 ngày", "text_en": "2 days late"}]


def live_on(database, day=TODAY):
    """Every session from now on, the daemon's too, has that day for today."""
    database.query(f"alter database {database.name} set steer.today = '{day}'")


def ladder(effective_on=TODAY, rungs=None, **members):
    """The body of a new ladder."""
    return {"effective_on": effective_on, "note": "thang của bài kiểm thử", "rungs": rungs or RUNGS, **members}

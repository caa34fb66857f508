"""plans.py - whether lists of 100,000 tasks and of 10,000 seat versions are found through indexes: PostgreSQL's own account of the plans it ran."""
import json
import re

from bench.pgbench import STATEMENT, admit_text, admit_values
from bench.register import AGENCY

# (who, what): the office sees all 100,000 tasks, the agency its own 10,000.
HISTORY = "bench-history"  # see committees.sql
SEARCHES = {
    "search, office": ("office", {"q": "nhan luc chat luong cao", "limit": 50}),
    "filter and search, office": ("office", {"state": ["assigned"], "q": "công nghệ doanh nghiệp", "limit": 50}),
    "filter and search, agency": (AGENCY, {"state": ["assigned"], "q": "công nghệ doanh nghiệp", "limit": 50}),
    "by deadline, agency": (AGENCY, {"lead_agency": AGENCY, "sort": "due_on", "limit": 50}),
}


def plans_of(register, client, operation, scope, object_, options):
    """The plans of every statement inside one list, as auto_explain writes them, and the number of items."""
    connection = register.database.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute("load 'auto_explain'; set auto_explain.log_min_duration = 0; "
                           "set auto_explain.log_nested_statements = on; set client_min_messages = log; "
                           "set plan_cache_mode = force_generic_plan")  # as the daemon's login has it
            cursor.execute("begin")
            values = admit_values(register, client, operation, scope)
            cursor.execute(re.sub(r"\$\d", "%s", admit_text()), in_order(values))
            cursor.execute(STATEMENT.format(operation=operation, object="%s", options="%s", body="null"),
                           [object_, json.dumps(options)])
            body = cursor.fetchone()[4]
            cursor.execute("rollback")
        return [notice for notice in connection.notices if "plan:" in notice], len(body["items"])
    finally:
        connection.close()


def in_order(values):
    """The values in the order the placeholders stand in the text."""
    return [values[int(number) - 1] for number in re.findall(r"\$(\d)", admit_text())]


def scans(register, table, *call):
    """(sequential scans of a table, scans of it by index, items) that a call costs; its arguments as of plans_of."""
    plans, items = plans_of(register, *call)
    text = "\n".join(plans)
    by_index = re.findall(rf"(?:Index (?:Only )?Scan|Bitmap Heap Scan)[^\n]* on {table}\b", text)
    return len(re.findall(rf"Seq Scan on {table}\b", text)), len(by_index), items


def scans_of_lists(register):
    """(name, sequential scans, scans by index) of the table each list is found in."""
    for name, (client, options) in SEARCHES.items():
        sequential, by_index, items = scans(register, "tasks", client, "task_list", "task:read", "", options)
        assert items == 50, f"{name}: {items} items"
        yield f"list of 50, {name}", sequential, by_index
    sequential, by_index, items = scans(register, "seat_versions", "office", "committee_seats", "committee:read", HISTORY,
                                        {"valid_at": "2005-06-15"})
    assert items == 20, items
    yield "seats of a day among 10,000 versions", sequential, by_index

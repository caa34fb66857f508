"""plans.py - whether filter and search on 100,000 tasks go through indexes: PostgreSQL's own account of the plans it ran."""
import json
import re

from bench.pgbench import STATEMENT, admit_text, admit_values
from bench.register import AGENCY

# (who, what): the office sees all 100,000 tasks, the agency its own 10,000.
SEARCHES = {
    "search, office": ("office", {"q": "nhan luc chat luong cao", "limit": 50}),
    "filter and search, office": ("office", {"state": ["assigned"], "q": "công nghệ doanh nghiệp", "limit": 50}),
    "filter and search, agency": (AGENCY, {"state": ["assigned"], "q": "công nghệ doanh nghiệp", "limit": 50}),
    "by deadline, agency": (AGENCY, {"lead_agency": AGENCY, "sort": "due_on", "limit": 50}),
}


def plans_of(register, client, options):
    """The plans of every statement inside one task_list, as auto_explain writes them, and the number of items."""
    connection = register.database.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute("load 'auto_explain'; set auto_explain.log_min_duration = 0; "
                           "set auto_explain.log_nested_statements = on; set client_min_messages = log; "
                           "set plan_cache_mode = force_generic_plan")  # as the daemon's login has it
            cursor.execute("begin")
            values = admit_values(register, client, "task_list", "task:read")
            cursor.execute(re.sub(r"\$\d", "%s", admit_text()), in_order(values))
            cursor.execute(STATEMENT.format(operation="task_list", object="''", options="%s", body="null"),
                           [json.dumps(options)])
            body = cursor.fetchone()[4]
            cursor.execute("rollback")
        return [notice for notice in connection.notices if "plan:" in notice], len(body["items"])
    finally:
        connection.close()


def in_order(values):
    """The values in the order the placeholders stand in the text."""
    return [values[int(number) - 1] for number in re.findall(r"\$(\d)", admit_text())]


def sequential_scans_of_searches(register):
    """(name, sequential scans of the table of tasks, scans by index) that each of SEARCHES costs."""
    for name, (client, options) in SEARCHES.items():
        plans, items = plans_of(register, client, options)
        text = "\n".join(plans)
        assert plans and items == 50, f"{name}: {items} items\n{text}"
        by_index = re.findall(r"(?:Index (?:Only )?Scan|Bitmap Heap Scan)[^\n]* on tasks\b", text)
        yield name, len(re.findall(r"Seq Scan on tasks\b", text)), len(by_index)

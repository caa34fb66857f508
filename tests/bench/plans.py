"""plans.py - whether filter and search on 100,000 tasks go through indexes: PostgreSQL's own count of scans tells."""
from urllib.parse import quote

from support.deadline import wait_until

SEARCHES = {
    "list of 50, search": f"/v1/tasks?limit=50&q={quote('hạ tầng số')}",
    "list of 50, filter and search": f"/v1/tasks?limit=50&state=assigned&q={quote('cong nghe 1234')}",
    "list of 50, lead agency by deadline": "/v1/tasks?limit=50&lead_agency=so-khcn&sort=due_on",
}


def scans(register):
    """(sequential, by index) of the table of tasks so far."""
    return register.database.query(
        "select coalesce(seq_scan, 0), coalesce(idx_scan, 0) from pg_stat_user_tables "
        "where schemaname = 'register' and relname = 'tasks'")[0]


def settled(register):
    """Sessions report their counts when they have been idle for a while: wait until they have."""
    seen = []

    def steady():
        seen.append(scans(register))
        return len(seen) > 60 and seen[-1] == seen[-60]

    wait_until(steady, 60, "the statistics to settle", 0.05)
    return seen[-1]


def index_use_of_search(register):
    """(name, sequential scans, index scans) that each of SEARCHES cost."""
    for name, target in SEARCHES.items():
        before = settled(register)
        for caller in (register.api.office, register.api.so_khcn):
            answer = caller.get(target)
            assert answer.status == 200 and answer.json()["items"], answer
        after = settled(register)
        yield name, after[0] - before[0], after[1] - before[1]

"""test_people.py - steerctl person and post against the real daemon: who holds which post from which day on, as of a day, as known at an instant."""
import datetime
import itertools

import pytest

NUMBERS = itertools.count(100)


def get(steerctl, *arguments, profile="office"):
    """The JSON of a command that must succeed."""
    run = steerctl(*arguments, "-o", "json", profile=profile)
    assert run.status == 0, run
    return run.json()


@pytest.fixture(scope="module")
def people(steerctl):
    """Two people of the register; their codes. Made up, as all names here."""
    for code, name in (("nguyen-van-an", "Nguyễn Văn An"), ("tran-thi-binh", "Trần Thị Bình")):
        get(steerctl, "person", "add", "--code", code, "--name", name, "--email", f"{code}@example.gov.vn", "--phone", "0272 3826 123")
    return "nguyen-van-an", "tran-thi-binh"


@pytest.fixture
def post(steerctl):
    """A post of so-khcn from 01/01/2025 on, its own for each test; its code."""
    return get(steerctl, "post", "add", "--code", f"post-{next(NUMBERS)}", "--title-vi", "Giám đốc", "--title-en", "Director",
               "--agency", "so-khcn", "--valid-from", "1/1/2025")["code"]


# ---- people ----

def test_people_are_registered_found_shown_and_changed(steerctl, people):
    assert [item["code"] for item in get(steerctl, "person", "list", "--search", "tran thi")["items"]] == ["tran-thi-binh"]
    assert [code for code in steerctl("person", "list", "--sort", "-name", "-o", "name").lines() if code in people] == list(reversed(people))
    person = get(steerctl, "person", "set", "nguyen-van-an", "--note", "Thư ký", "--unset", "email")
    assert (person["note"], person["email"], person["phone"], person["version"]) == ("Thư ký", None, "0272 3826 123", 2)
    stale = steerctl("person", "set", "nguyen-van-an", "--phone", "0272 3826 999", "--if-match", "v1")
    assert stale.status == 6 and "412" in stale.err, stale
    assert get(steerctl, "person", "get", "nguyen-van-an")["phone"] == "0272 3826 123"


def test_a_contact_is_for_the_office_and_its_reading_is_in_the_journal(steerctl, people):
    seen = get(steerctl, "person", "get", "tran-thi-binh", profile="leader")
    assert (seen["email"], seen["phone"], seen["contact_masked"]) == ("t•••@example.gov.vn", "•••• 123", True)
    assert "0272" not in steerctl("person", "list", "-o", "json", profile="office").out
    run = steerctl("person", "show", "tran-thi-binh", "--lang", "en")
    assert run.status == 0 and "0272 3826 123" in run.out, run
    read = get(steerctl, "audit", "list", "--object-kind", "person", "--operation", "person_get", profile="auditor")["items"]
    assert read and {item["client"] for item in read} == {"office"}


def test_all_that_is_wrong_with_a_person_is_told_and_nothing_written(steerctl, people):
    run = steerctl("person", "add", "--code", "le-van-cuong", "--name", "Lê Văn Cường", "--email", "nobody", "--phone", "?", environment={"STEER_LANG": "en"})
    assert run.status == 7 and "/email" in run.err and "/phone" in run.err, run
    assert steerctl("person", "get", "le-van-cuong").status == 5
    assert steerctl("person", "add", "--code", "nguyen-van-an", "--name", "Một người khác").status == 6
    assert steerctl("person", "set", "nguyen-van-an", "--name", "Tên khác", profile="leader").status == 4
    assert get(steerctl, "person", "get", "nguyen-van-an")["name"] == "Nguyễn Văn An"


# ---- posts and who holds them ----

def test_who_holds_a_post_is_told_as_of_a_day_and_as_known_at_an_instant(steerctl, people, post):
    before = get(steerctl, "post", "get", post)["as_of"]["known_at"]
    held = get(steerctl, "post", "assign", post, "--person", "nguyen-van-an", "--from", "1/4/2025", "--note", "Bổ nhiệm")
    assert (held["holder"], held["holder_from"], held["holder_note"]) == ("nguyen-van-an", "2025-04-01", "Bổ nhiệm")
    get(steerctl, "post", "assign", post, "--person", "tran-thi-binh", "--from", "2025-07-01")

    def holder(*moment):
        return get(steerctl, "post", "get", post, *moment)["holder"]
    assert [holder("--valid-at", day) for day in ("31/3/2025", "1/4/2025", "30/06/2025", "2025-07-01")] == [
        None, "nguyen-van-an", "nguyen-van-an", "tran-thi-binh"]
    assert holder() == "tran-thi-binh" and holder("--known-at", before) is None
    assert [(item["person"], item["valid_from"], item["valid_to"]) for item in get(steerctl, "post", "holders", post)["items"]] == [
        ("tran-thi-binh", "2025-07-01", None), ("nguyen-van-an", "2025-04-01", "2025-07-01")]
    assert get(steerctl, "post", "holders", post, "--known-at", before)["items"] == []
    assert steerctl("post", "get", post, "--valid-at", "31/12/2024").status == 5


def test_a_person_is_shown_with_the_posts_of_the_day_below(steerctl, people, post):
    get(steerctl, "post", "assign", post, "--person", "nguyen-van-an", "--from", "1/4/2025")
    shown = steerctl("person", "get", "nguyen-van-an", "--valid-at", "1/4/2025", "--lang", "vi")
    assert shown.status == 0 and shown.err == "", shown
    line = next(line for line in shown.lines() if line.startswith(post))
    assert "Giám đốc" in line and "Sở Khoa học và Công nghệ tỉnh Long An" in line and "01/04/2025" in line
    assert post not in steerctl("person", "get", "nguyen-van-an", "--valid-at", "31/3/2025").out
    assert "nguyen-van-an" in steerctl("person", "list", "--agency", "so-khcn", "--valid-at", "1/4/2025", "-o", "name").lines()
    assert "nguyen-van-an" not in steerctl("person", "list", "--agency", "so-khcn", "--valid-at", "31/3/2025", "-o", "name").lines()
    assert steerctl("person", "get", "nguyen-van-an", "--columns", "code,name", "--lang", "en").out.split() == ["Code", "nguyen-van-an", "Name", "Nguyễn", "Văn", "An"]


def test_a_post_is_left_vacant_and_found_as_such(steerctl, people, post):
    get(steerctl, "post", "assign", post, "--person", "nguyen-van-an", "--from", "1/4/2025")
    assert post in steerctl("post", "list", "--vacant=false", "--agency", "so-khcn", "-o", "name").lines()
    assert get(steerctl, "post", "assign", post, "--unset", "person", "--from", "1/7/2025")["holder"] is None
    assert post in steerctl("post", "list", "--vacant", "--agency", "so-khcn", "-o", "name").lines()
    assert post in steerctl("post", "list", "--no-vacant", "--valid-at", "30/6/2025", "-o", "name").lines()


def test_a_post_is_renamed_from_a_day_and_ends_on_one(steerctl, post):
    renamed = get(steerctl, "post", "set", post, "--title-vi", "Giám đốc Sở", "--from", "1/7/2025")
    assert renamed["title_vi"] == "Giám đốc Sở"
    get(steerctl, "post", "set", post, "--from", "1/7/2025", "--valid-to", "1/1/2026")
    assert get(steerctl, "post", "get", post, "--valid-at", "30/6/2025")["title_vi"] == "Giám đốc"
    assert get(steerctl, "post", "get", post, "--valid-at", "31/12/2025")["valid_to"] == "2026-01-01"
    assert steerctl("post", "get", post, "--valid-at", "1/1/2026").status == 5


@pytest.mark.parametrize("arguments, status, told", [
    (("--person", "nguyen-van-an", "--from", "31-4-2025"), 2, "--from: "), (("--person", "nguyen-van-an", "--from", "31/4/2025"), 7, "/from"),
    (("--person", "khong-co-ai", "--from", "1/4/2025"), 7, "/person"), (("--from", "1/4/2025"), 7, "/person"),
    (("--person", "nguyen-van-an", "--from", "31/12/2024"), 7, "/from"),
    (("--person", "nguyen-van-an", "--from", "1/4/2025", "--document", "1-QĐ/KHONG"), 7, "/document")])
def test_a_post_is_not_given_where_the_line_is_wrong(steerctl, people, post, arguments, status, told):
    run = steerctl("post", "assign", post, *arguments)
    assert run.status == status and told in run.err, run
    assert get(steerctl, "post", "holders", post)["items"] == []


def test_a_trial_gives_the_post_to_nobody(steerctl, people, post):
    run = steerctl("post", "assign", post, "--person", "nguyen-van-an", "--from", "1/4/2025", "-n", "-o", "json")
    assert run.status == 0 and run.json()["holder"] == "nguyen-van-an", run
    assert get(steerctl, "post", "get", post)["holder"] is None
    assert steerctl("post", "assign", post, "--person", "nguyen-van-an", "--from", "1/4/2025", profile="leader").status == 4


def test_a_day_that_is_none_is_refused_before_anything_is_asked(steerctl):
    for noun in ("person", "post", "agency"):
        run = steerctl(noun, "list", "--valid-at", "hôm nay", environment={"STEER_LANG": "en"})
        assert run.status == 2 and "--valid-at: not a date" in run.err, run
    tomorrow = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    run = steerctl("post", "list", "--known-at", tomorrow.isoformat(timespec="seconds"))
    assert run.status == 7 and "known_at" in run.err, run
    run = steerctl("post", "list", "--known-at", "1/4/2025", environment={"STEER_LANG": "en"})
    assert run.status == 2 and "known_at" in run.err, run

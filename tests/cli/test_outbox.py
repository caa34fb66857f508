"""test_outbox.py - steerctl outbox and notice-address: what people see, and what they change."""
from support import outbox


def test_a_mailbox_is_set_shown_listed_and_taken_away(steerctl):
    def run(*words, profile="office"):
        done = steerctl("notice-address", *words, profile=profile)
        assert done.status == 0, done
        return done

    assert "tinh-uy" in run("list", "--missing", "-o", "name").lines()
    made = run("set", "tinh-uy", "--email", "vanthu@tinhuy.vn", "-o", "json").json()
    assert (made["email"], made["recipient_kind"], made["version"]) == ("vanthu@tinhuy.vn", "agency", 2)
    assert run("list", "--no-missing", "-o", "name").lines() == ["tinh-uy"]
    assert run("show", "tinh-uy", "-o", "json", profile="auditor").json()["email"] == "v•••@tinhuy.vn"
    assert "vanthu@tinhuy.vn" in run("get", "tinh-uy").out
    assert run("set", "tinh-uy", "--unset", "email", "-o", "json", profile="admin").json()["email"] is None


def test_what_is_no_address_is_pointed_at(steerctl):
    done = steerctl("notice-address", "set", "tinh-uy", "--email", "nobody", profile="office")
    assert done.status != 0 and "email" in done.err


def test_messages_are_listed_shown_and_tried_again(steerctl, database):
    number = outbox.put(database, "so-khcn", subject="Đôn đốc lần 2", body="Kính gửi: Sở\n\n- Đề nghị báo cáo.\n", channels="file,smtp")
    database.query("update register.outbox set state = 'lapsed', last_error = '550 No such user' where number = %s", [number])
    listed = steerctl("outbox", "list", "--state", "lapsed", "--agency", "so-khcn", profile="office")
    assert listed.status == 0 and "550 No such user" in listed.out and "hết hiệu lực" in listed.out, listed
    waiting = steerctl("outbox", "list", "--state", "waiting", "--channel", "smtp", "-o", "json", profile="auditor").json()["items"]
    assert [item["channel"] for item in waiting] == ["smtp"]
    shown = steerctl("outbox", "show", number, profile="office")
    assert shown.status == 0 and "Đề nghị báo cáo." in shown.out and "Tiêu đề" in shown.out, shown
    assert shown.out.endswith("\n\nKính gửi: Sở\n\n- Đề nghị báo cáo.\n"), "as it goes out, line by line"
    again = steerctl("outbox", "retry", number, "-o", "json", profile="office").json()
    assert (again["state"], again["number"]) == ("waiting", int(number))
    assert steerctl("outbox", "retry", number, profile="so-khcn").status != 0
    listed = steerctl("outbox", "list", "-o", "csv", profile="office").lines()
    assert listed[0].startswith("number,state,channel,recipient") and len(listed) == 3

"""test_delivery.py - messages to a real mail server and into the file drop: what arrives, what is repeated, what a dead server does."""
import os
import signal
import socket
import ssl
import threading
import time
from email.header import decode_header, make_header

import pytest
from fault.processes import children
from support import mail, outbox, urging
from support.api import Api
from support.certificates import make_certificate
from support.deadline import wait_until
from support.register import assigned_task, created, done, unique

SUBJECT = "Đôn đốc: 3 nhiệm vụ quá hạn thuộc Nghị quyết số 57-NQ/TW về đột phá phát triển khoa học, công nghệ"
BODY = "Kính gửi: Sở Khoa học và Công nghệ\n\n.Dòng bắt đầu bằng dấu chấm\n" + "Đề nghị báo cáo trước ngày 30/6/2025. " * 40 + "\n"
ADDRESS = "vanthu.skhcn@longan.gov.vn"


@pytest.fixture(scope="module", autouse=True)
def mailbox(database):
    database.query("insert into register.notice_addresses (agency_id, email) values (private.agency_id('so-khcn'), %s)", [ADDRESS])


@pytest.fixture
def server():
    return mail.MailServer()


@pytest.fixture
def start(start_steerd, server, database):
    """start(**options): a daemon that sends to the server; stopped at the end of the test, so that the next has the outbox alone."""
    started = []

    def begin(**options):
        given = {"smtp_url": f"smtp://127.0.0.1:{server.port}", "smtp_from": "bcd57@longan.gov.vn", **options}
        started.append(start_steerd(**given))
        return started[-1]

    yield begin
    for daemon in started:
        daemon.stop()
    database.query("update register.outbox set state = 'lapsed' where state = 'waiting'")


def put(database, channels="smtp", **more):
    return outbox.put(database, "so-khcn", **({"subject": f"{unique('Số')} {SUBJECT}", "body": BODY} | more), channels=channels)


def wait_state(database, number, state, seconds=30):
    wait_until(lambda: outbox.state(database, number)[0] == state, seconds, f"message {number} is {state}")


def due_now(database, number):
    """As if the time until the next attempt had passed, and that of the clerk that has it."""
    database.query("update register.outbox set next_at = now(), taken_until = null where number = %s", [number])


def message_id(database, number):
    return f"<{database.value('select id from register.outbox where number = %s', [number])}@longan.gov.vn>"


def test_a_message_arrives_as_it_was_written(start, server, database):
    with server.running():
        start()
        number = put(database)
        got = server.wait_taken(1)
        wait_state(database, number, "sent")
    assert got.envelope == ("bcd57@longan.gov.vn", [ADDRESS])
    assert got["Subject"] == database.value("select subject from register.outbox where number = %s", [number]) and SUBJECT in got["Subject"]
    assert got["To"].addresses[0].addr_spec == ADDRESS
    name = str(make_header(decode_header(dict(got.raw_items())["To"])))  # the parser of addresses puts a space where two words meet
    assert name == database.value("select name_vi || ' <' || %s || '>' from register.agencies where code = 'so-khcn'", [ADDRESS])
    assert got["From"].addresses[0].addr_spec == "bcd57@longan.gov.vn"
    assert got["Message-ID"] == message_id(database, number)
    assert (got["Content-Transfer-Encoding"], got["Auto-Submitted"], got["MIME-Version"]) == ("base64", "auto-generated", "1.0")
    assert got["Date"].datetime.utcoffset().total_seconds() == 7 * 3600
    assert got.get_content().replace("\r\n", "\n") == BODY
    assert not got.defects and all(len(line) <= 78 for line in got.as_bytes(policy=got.policy.clone(refold_source="none")).split(b"\n"))


def test_no_text_becomes_a_header(start, server, database):
    evil = "x\r\nBcc: all@example.vn\r\n\r\n.\r\nMAIL FROM:<a@b.vn>"
    with server.running():
        start()
        put(database, subject=unique("S") + evil, body=evil)
        got = server.wait_taken(1)
    assert got["Bcc"] is None and got.envelope[1] == [ADDRESS] and len(server.seen) == 1
    assert got.get_content().replace("\r\n", "\n").rstrip("\n") == evil.replace("\r\n", "\n")


def test_what_the_server_puts_off_is_tried_again_under_the_same_id(start, server, database):
    server.answers = ["451 4.7.1 Hãy thử lại sau"]
    with server.running():
        daemon = start()
        number = put(database)
        wait_until(lambda: outbox.state(database, number)[2], 20, "the failure is noted")
        state, attempts, error = outbox.state(database, number)
        assert (state, attempts) == ("waiting", 1) and "451" in error and error.isascii()
        assert daemon.metrics()['steerd_outbox_failures{channel="smtp"}'] == 0, "the server is there"
        other = put(database)
        wait_state(database, other, "sent")
        due_now(database, number)
        wait_state(database, number, "sent")
    ids = [message["Message-ID"] for message in server.seen]
    assert ids.count(message_id(database, number)) == 2
    assert server.seen[0].as_bytes() == server.taken[-1].as_bytes(), "a repeat is the same to the byte"
    assert daemon.wait_log("delivery_failed")["channel"] == "smtp"


@pytest.mark.parametrize("words", ["421 4.3.2 Closing", "530 5.7.0 Authentication required"])
def test_a_server_that_takes_no_mail_now_is_a_channel_that_fails(start, server, database, words):
    server.answers = [words]
    with server.running():
        daemon = start()
        number = put(database)
        wait_until(lambda: outbox.state(database, number)[2], 20, "the failure is noted")
        assert outbox.state(database, number)[2] == words
        wait_until(lambda: daemon.metrics()['steerd_outbox_failures{channel="smtp"}'] >= 1, 5, "the channel fails: the next one waits")


def test_a_server_that_greets_with_a_refusal_is_a_channel_that_fails(start, server, database):
    def refuse(listener):
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.sendall(b"554 5.3.2 No service here\r\n")
                peer.recv(100)

    with socket.create_server(("127.0.0.1", server.port)) as listener:
        thread = threading.Thread(target=refuse, args=[listener])
        thread.start()
        daemon = start()
        number = put(database)
        wait_until(lambda: outbox.state(database, number)[2], 20, "the failure is noted")
        assert outbox.state(database, number)[2] == "554 5.3.2 No service here"
        wait_until(lambda: daemon.metrics()['steerd_outbox_failures{channel="smtp"}'] >= 1, 5, "the channel fails: the next one waits")
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_report_the_database_refuses_is_made_until_it_takes_it(start, server, database):
    holder = database.connect()
    holder.autocommit = False

    def hold_the_row(message):
        with holder.cursor() as cursor:
            cursor.execute("select from register.outbox where state = 'waiting' for update")
        return "250 OK"

    server.answers = [hold_the_row]
    with server.running():
        daemon = start()
        number = put(database)
        told = daemon.wait_log("clerk_failed", 30, lambda line: line["operation"] == "clerk_outbox_done")
        assert told["sqlstate"] == "57014", "the statement ran into its time limit"
        holder.rollback()
        wait_state(database, number, "sent")
    holder.close()
    assert len(server.taken) == 1, "nobody gets it twice"


def test_a_refused_recipient_does_not_hold_up_the_others(start, server, database):
    server.answers = ["550 5.1.1 No such mailbox"]
    with server.running():
        start()
        refused, other = put(database), put(database)
        wait_state(database, other, "sent")
        assert outbox.state(database, refused)[0] == "waiting" and "550" in outbox.state(database, refused)[2]


def test_a_clerk_killed_after_the_data_sends_it_again_recognisably(start, server, database):
    daemon = start(workers=1)

    def kill_the_clerk(message):
        os.kill(children(daemon.process.pid)[-1], signal.SIGKILL)
        return "250 OK"

    server.answers = [kill_the_clerk]
    with server.running():
        number = put(database)
        server.wait_taken(1)
        wait_until(lambda: len(daemon.log_lines("child_ended")) == 1, 20, "the clerk is dead")
        assert outbox.state(database, number)[:2] == ("waiting", 1), "nobody has said how it went"
        due_now(database, number)
        server.wait_taken(2)
        wait_state(database, number, "sent")
    assert [message["Message-ID"] for message in server.taken] == [message_id(database, number)] * 2
    assert server.taken[0].as_bytes() == server.taken[1].as_bytes()


def test_a_dead_server_is_seen_and_the_file_drop_goes_on(start, server, database, template, tmp_path):
    daemon = start(outbox_drop=tmp_path)
    number = put(database, channels="file,smtp")
    wait_until(lambda: len(list(tmp_path.glob("*.eml"))) == 1, 20, "the file drop goes on")
    failing = 'steerd_outbox_failures{channel="smtp"}'
    mail_number = number_of_mail(database)
    wait_until(lambda: outbox.state(database, mail_number)[2], 30, "the channel fails")
    due_now(database, mail_number)  # once: a clerk takes no row that somebody else is changing
    wait_until(lambda: daemon.metrics()[failing] >= 2, 40, "the channel fails again")
    message = done(Api(daemon.port, template.secrets).office.get(f"/v1/outbox/{mail_number}"))
    assert (message["state"], message["channel"]) == ("waiting", "smtp") and "connect" in message["last_error"].lower()
    waiting = 'steerd_outbox_messages{channel="smtp",state="waiting"}'
    wait_until(lambda: daemon.metrics()[waiting] == 1 and daemon.metrics()["steerd_outbox_oldest_seconds"] >= 1, 20, "the metrics tell")
    assert daemon.metrics()['steerd_clerk_lag_seconds{duty="outbox"}'] >= 1
    with server.running():
        assert Api(daemon.port, template.secrets).office.post(f"/v1/outbox/{mail_number}/retry").status == 200
        wait_state(database, mail_number, "sent", 60)
        wait_until(lambda: daemon.metrics()[waiting] == 0 and daemon.metrics()[failing] == 0, 20, "and it is well again")
    assert int(number) != mail_number


def number_of_mail(database):
    return database.value("select max(number) from register.outbox where channel = 'smtp'")


def test_the_file_drop_holds_mail_that_python_reads(start, database, tmp_path):
    start(smtp_url="", outbox_drop=tmp_path)
    number = put(database, channels="file")
    wait_state(database, number, "sent")
    path, = tmp_path.iterdir()
    got = mail.read(path)
    assert path.name == f"{database.value('select id from register.outbox where number = %s', [number])}.eml"
    assert SUBJECT in got["Subject"] and got.get_content().replace("\r\n", "\n") == BODY and not got.defects
    first = path.read_bytes()
    database.query("update register.outbox set state = 'waiting', sent_at = null where number = %s", [number])
    due_now(database, number)
    wait_state(database, number, "sent")
    assert [entry.read_bytes() for entry in tmp_path.iterdir()] == [first], "the same again is the same file"


def test_a_drop_that_is_not_there_is_told(start, database, tmp_path):
    daemon = start(smtp_url="", outbox_drop=tmp_path / "later")
    number = put(database, channels="file")
    wait_until(lambda: outbox.state(database, number)[2], 20, "the failure is noted")
    assert "No such file" in outbox.state(database, number)[2]
    wait_until(lambda: daemon.metrics()['steerd_outbox_failures{channel="file"}'] >= 1, 5, "the metrics tell")
    (tmp_path / "later").mkdir()
    wait_until(lambda: outbox.state(database, number)[0] == "sent" or due_now(database, number), 40, "it goes on")


def test_without_tls_nothing_is_said_where_tls_is_required(start, server, database):
    with server.running():
        start(smtp_tls="required")
        number = put(database)
        wait_until(lambda: outbox.state(database, number)[2], 20, "the failure is noted")
    assert outbox.state(database, number)[0] == "waiting" and server.seen == []


def test_with_starttls_and_a_user_it_goes_out_encrypted(start, server, database, tmp_path):
    certificate, key = make_certificate(tmp_path, "mail")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    with server.running(tls_context=context, require_starttls=True, auth_required=True, authenticator=mail.one_user("steerd", "bí mật")):
        start(smtp_tls="required", smtp_ca=certificate, smtp_user="steerd", smtp_password="bí mật")
        number = put(database)
        got = server.wait_taken(1)
        wait_state(database, number, "sent")
    assert got.encrypted


def test_a_certificate_of_a_stranger_and_a_wrong_password_stop_it(start, server, database, tmp_path):
    certificate, key = make_certificate(tmp_path, "mail")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    with server.running(tls_context=context, require_starttls=True, auth_required=True, authenticator=mail.one_user("steerd", "x")):
        daemon = start(smtp_tls="required")
        number = put(database)
        wait_until(lambda: outbox.state(database, number)[2], 20, "the stranger is refused")
        daemon.stop()
        due_now(database, number)
        daemon = start(smtp_tls="required", smtp_ca=certificate, smtp_user="steerd", smtp_password="wrong-secret")
        wait_until(lambda: outbox.state(database, number)[1] == 2 and "ertificate" not in outbox.state(database, number)[2], 20, "the password too")
        assert "wrong-secret" not in daemon.log_text() + outbox.state(database, number)[2]
    assert server.seen == []


def test_a_daemon_that_goes_down_lets_a_transfer_finish(start, server, database):
    daemon = start(workers=1)

    def stop_the_daemon(message):
        daemon.process.terminate()
        return "250 OK"

    server.answers = [stop_the_daemon]
    with server.running():
        number = put(database)
        server.wait_taken(1)
        daemon.stop()
    assert outbox.state(database, number)[0] == "sent" and len(server.taken) == 1


def test_a_server_that_hangs_blocks_nothing_and_is_left_behind(start, database, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        daemon = start(workers=1, smtp_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}", outbox_drop=tmp_path)
        put(database, channels="file,smtp")
        number = number_of_mail(database)
        wait_until(lambda: outbox.state(database, number)[1] == 1, 20, "the clerk is at it")
        wait_until(lambda: len(list(tmp_path.glob("*.eml"))) == 1, 20, "the other channel goes on")
        assert daemon.operations("/live").status == daemon.operations("/ready").status == 200
        before = time.monotonic()
        daemon.stop()
        assert time.monotonic() - before < 10
    assert outbox.state(database, number)[:2] == ("waiting", 1)
    assert database.value("select taken_until > now() from register.outbox where number = %s", [number])


def test_many_messages_go_out_in_one_go_and_once_each(start, server, database):
    numbers = [put(database) for _ in range(60)]
    with server.running():
        start(workers=1)
        server.wait_taken(60, 30)
        for number in numbers:
            wait_state(database, number, "sent")
    assert len({message["Message-ID"] for message in server.taken}) == len(server.taken) == 60


def test_what_the_clerk_urges_arrives_in_the_file_drop(start, database, template, tmp_path):
    urging.live_on(database)
    database.query("update register.settings set value = 'file' where name = 'delivery_channels'")
    api = Api(start(smtp_url="").port, template.secrets)
    created(api.office.post("/v1/urging-rules", urging.ladder()))
    task = assigned_task(api, due_on="2025-05-05")["code"]
    start(smtp_url="", outbox_drop=tmp_path)
    path = wait_until(lambda: next((entry for entry in tmp_path.glob("*.eml") if task in mail.read(entry).get_content()), None), 30,
                      "the digest is there")
    assert mail.read(path)["To"].addresses[0].addr_spec == ADDRESS
    number, about = database.query("select number, about from register.outbox where id = %s", [path.stem])[0]
    wait_state(database, number, "sent")
    assert [done(api.office.get(f"/v1/urgings?task={task}"))["items"][0]["code"] in about, len(list(tmp_path.glob("*.eml")))] == [True, 1]


def test_the_digest_of_the_ladder_arrives_by_mail_and_again_under_the_same_id(start, server, database, template):
    urging.live_on(database)
    database.query("update register.settings set value = 'smtp' where name = 'delivery_channels'")
    first = start(smtp_url="")
    api = Api(first.port, template.secrets)
    created(api.office.post("/v1/urging-rules", urging.ladder()))
    tasks = [assigned_task(api, due_on="2025-05-05", title=f"Số hóa hồ sơ của Sở, đợt {n}")["code"] for n in "12"]
    first.stop()
    server.answers = ["451 4.7.1 Greylisted"]
    with server.running():
        start()
        wait_until(lambda: server.seen, 30, "the digest is there")
        number, subject, body = database.query("select number, subject, body from register.outbox where agency_id = private.agency_id('so-khcn')"
                                               " and state = 'waiting' and kind = 'urging_digest'")[0]
        wait_until(lambda: outbox.state(database, number)[2], 20, "the failure is noted")
        due_now(database, number)
        wait_state(database, number, "sent")
    put_off, got = server.seen
    assert got.envelope[1] == [ADDRESS] and got["Message-ID"] == put_off["Message-ID"] == message_id(database, number)
    assert got.as_bytes() == put_off.as_bytes(), "a repeat is the same to the byte"
    raw = dict(got.raw_items())["Subject"]
    assert raw.isascii() and "=?UTF-8?B?" in raw
    assert got["Subject"] == str(make_header(decode_header(raw))) == subject
    assert "đôn đốc" in subject and "2 nhiệm vụ" in subject
    assert got["Content-Transfer-Encoding"] == "base64"
    text = got.get_content().replace("\r\n", "\n")
    assert text == body and text.startswith("Kính gửi: Sở Khoa học và Công nghệ")
    for task in tasks:
        assert text.count(task) == 2, "in Vietnamese and in English"
    assert "Đã quá hạn" in text and "Số hóa hồ sơ của Sở, đợt 2: thời hạn" in text


def test_a_year_without_a_calendar_is_told_to_who_runs_the_daemon(start, database):
    """The last test of this file: the register goes on living in that year."""
    urging.live_on(database, "2031-03-03")
    database.query("insert into register.tasks (code, title, product, lead_agency_id, due_on, due_precision, state, assigned_on)"
                   " values (%s, 'Nhiệm vụ', 'Báo cáo', private.agency_id('so-khcn'), '2031-01-15', 'day', 'assigned', '2031-01-02')", [unique("NV")])
    daemon = start(smtp_url="")
    told = daemon.wait_log("clerk_warning", 30)
    assert told["operation"] == "clerk_urge" and "no calendar of 2031" in told["message"]
    answer = wait_until(lambda: next((one for one in [daemon.operations("/ready")] if b"calendar of 2031" in one.body), None), 10, "/ready tells")
    assert answer.status == 200 and b"\nwarning: duty urge: There is no calendar of 2031 yet" in answer.body

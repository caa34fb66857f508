"""outbox.py - messages put into the outbox as the program itself puts them, and how they stand."""


def put(database, agency, subject="Đôn đốc thực hiện nhiệm vụ", body="Đề nghị báo cáo.", channels="file"):
    """One message to an agency for each of the channels; the number of the first, as text."""
    database.query("update register.settings set value = %s where name = 'delivery_channels'", [channels])
    database.query("select private.outbox_put('test', private.agency_id(%s), null, %s, %s, '[\"DD-2025-00001\"]')::text",
                   [agency, subject, body])
    return str(database.query("select min(number) from register.outbox where subject = %s and created_at = (select max(created_at) from register.outbox)",
                              [subject])[0][0])


def state(database, number):
    """(state, attempts, last_error) of one message."""
    return database.query("select state, attempts, last_error from register.outbox where number = %s", [number])[0]

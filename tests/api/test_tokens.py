"""test_tokens.py - the token endpoint, what a token opens, and what it does not."""
import base64
import json
import time

import pytest
from support.api import send
from support.deadline import wait_until
from support.jwt import claims_of, header_of, sign
from support.profiles import PROFILES
from support.register import created, done, unique

STEERD_OPTIONS = {"workers": 2}
FORM = "application/x-www-form-urlencoded"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def ask(api, form, headers=None):
    return send(api.port, "POST", "/oauth/token", form, {"Content-Type": FORM, **(headers or {})})


def basic(client, secret):
    return {"Authorization": "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()}


def test_a_secret_gets_a_token_that_says_who_it_is(api, template, steerd):
    answer = api.token_answer("so-khcn", template.secrets["so-khcn"])
    assert answer.status == 200 and answer.headers["cache-control"] == "no-store"
    got = answer.json()
    assert got["token_type"] == "Bearer" and got["expires_in"] == 600
    assert set(got["scope"].split()) == set(next(profile.scopes for profile in PROFILES if profile.client == "so-khcn"))
    claims = claims_of(got["access_token"])
    assert claims["iss"] == steerd.url and claims["sub"] == "so-khcn" and claims["role"] == "agency"
    assert claims["exp"] - claims["iat"] == 600 and claims["jti"] and claims["scope"] == got["scope"]
    me = done(api.so_khcn.get("/v1/me", token=got["access_token"]))
    assert (me["client"], me["role"], me["agency"]) == ("so-khcn", "agency", "so-khcn")


def test_a_scope_asked_for_is_the_only_one_given(api, template):
    answer = api.token_answer("office", template.secrets["office"], "task:read")
    assert answer.json()["scope"] == "task:read"
    refused = api.office.post("/v1/tasks", {"title": "x"}, token=answer.json()["access_token"])
    assert (refused.status, refused.problem) == (403, "insufficient-scope")
    assert refused.headers["www-authenticate"] == \
        'Bearer realm="steerd", error="insufficient_scope", scope="task:write"'


@pytest.mark.parametrize("form, status, error", [
    ("", 400, "invalid_request"), ("grant_type=", 400, "invalid_request"),
    ("grant_type=password", 400, "unsupported_grant_type"),
    ("grant_type=client_credentials&grant_type=client_credentials", 400, "invalid_request"),
    ("grant_type=client_credentials&scope=client:admin", 400, "invalid_scope"),
    ("grant_type=client_credentials&scope=no:such", 400, "invalid_scope"),
    ("grant_type=client_credentials&scope=%ff", 400, "invalid_request"),
    ("grant_type=client_credentials&client_id=leader", 400, "invalid_request"),
    ("grant_type=client_credentials&client_secret=x", 400, "invalid_request"),
    ("grant_type=client_credentials&client_assertion=a.b.c", 400, "invalid_request"),
    ("grant_type=client_credentials&client_assertion=a.b.c&client_assertion_type=saml", 400, "invalid_request"),
    ("grant_type=client_credentials&unknown=is+ignored&client_id=office", 200, None)])
def test_a_request_is_judged_as_rfc_6749_says(api, template, form, status, error):
    answer = ask(api, form, basic("office", template.secrets["office"]))
    assert answer.status == status, str(answer)
    assert answer.json().get("error") == error
    if error:
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "no-store" and answer.json()["error_description"].isascii()


@pytest.mark.parametrize("headers", [
    {}, basic("office", "wrong"), basic("nobody", "x"), basic("", "x"), {"Authorization": "Basic"},
    {"Authorization": "Basic !!!!"}, {"Authorization": "Basic b2ZmaWNl"}, {"Authorization": "Bearer x"},
    {"Authorization": "Basic " + base64.b64encode(b"a" * 600).decode()}])
def test_whoever_is_not_known_is_401_with_a_challenge(api, headers):
    answer = ask(api, "grant_type=client_credentials", headers)
    assert (answer.status, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic ")


def bad_tokens(api):
    good = api.token("office")
    head, body, signature = good.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    return {"nothing": "", "no token": "x", "alg none": f"{none}.{body}.", "alg none, signed": f"{none}.{body}.{signature}",
            "junk behind": good + "x", "padding behind": good + "=", "four segments": good + ".x",
            "two segments": f"{head}.{body}", "empty signature": f"{head}.{body}.", "cut": good[:-1],
            "too long": good + "A" * 5000}


def test_every_bad_token_is_the_same_401(api):
    answers = set()
    for what, token in bad_tokens(api).items():
        answer = api.office.get("/v1/me", token=token, headers={"X-Request-Id": "same"})
        assert (answer.status, answer.problem) == (401, "invalid-token"), what
        assert answer.headers["www-authenticate"] == 'Bearer realm="steerd", error="invalid_token"'
        answers.add(answer.body)
    assert len(answers) == 1
    for scheme in ("Basic", "bearerx"):
        assert api.office.get("/v1/me", headers={"Authorization": f"{scheme} {api.token('office')}"}, token=None).status == 401
    assert api.office.get("/v1/me", headers={"Authorization": f"bearer {api.token('office')}"}, token=None).status == 200


@pytest.mark.parametrize("change", [
    {"iss": "http://elsewhere"}, {"aud": "other"}, {"exp": 1}, {"nbf": 9999999999}, {"sub": None}, {"sub": "ghost"},
    {"role": "admin"}, {"role": "agency"}, {"scope": "no:such"}, {"iat": 1}, {"iat": None}, {"exp": "soon"}])
def test_a_token_of_our_own_key_with_a_wrong_claim_is_401(api, keyring, change):
    claims = claims_of(api.token("office"))
    claims.update(change)
    claims = {name: value for name, value in claims.items() if value is not None}
    token = sign(keyring / "test-1.pem", claims, header_of(api.token("office")))
    answer = api.office.get("/v1/me", token=token)
    assert (answer.status, answer.problem) == (401, "invalid-token")


@pytest.mark.parametrize("header", [
    {"kid": "unknown"}, {"kid": None}, {"alg": "HS256"}, {"alg": "RS256"}, {"crit": ["x"]},
    {"jku": "http://elsewhere/"}, {"jwk": {}}, {"x5u": "http://elsewhere/"}])
def test_a_token_with_a_wrong_header_is_401(api, keyring, header):
    whole = {**header_of(api.token("office")), **header}
    whole = {name: value for name, value in whole.items() if value is not None}
    token = sign(keyring / "test-1.pem", claims_of(api.token("office")), whole)
    assert api.office.get("/v1/me", token=token).status == 401


def test_the_same_token_signed_anew_is_taken(api, keyring):
    token = sign(keyring / "test-1.pem", claims_of(api.token("office")), header_of(api.token("office")))
    assert api.office.get("/v1/me", token=token).status == 200


def new_client(api, **members):
    code = unique("app")
    body = {"code": code, "name": "Thử", "role": "office", "scopes": ["task:read", "task:write"], **members}
    return created(api.admin.post("/v1/clients", body))


def test_a_revoked_client_is_refused_on_every_worker_within_five_seconds(api):
    client = new_client(api)
    caller = api.as_client(client["code"], client["secret"])
    for _ in range(8):
        assert caller.get("/v1/tasks").status == 200
    done(api.admin.post(f"/v1/clients/{client['code']}/revoke", {"reason": "Thử"}))
    end = time.monotonic() + 5
    statuses = [caller.get("/v1/tasks").status for _ in range(40)]
    assert time.monotonic() < end and set(statuses[-20:]) == {401}, statuses
    again = api.token_answer(client["code"], client["secret"])
    assert (again.status, again.json()["error"]) == (401, "invalid_client")


def test_a_scope_withdrawn_is_withdrawn_from_the_tokens_that_are_out(api):
    client = new_client(api)
    caller = api.as_client(client["code"], client["secret"])
    assert caller.post("/v1/tasks?dry_run=true", {"title": "x"}).status == 201
    done(api.admin.patch(f"/v1/clients/{client['code']}", {"scopes": ["task:read"]}, version=client["version"]))
    refused = wait_until(lambda: (answer := caller.post("/v1/tasks?dry_run=true", {"title": "x"})).status != 201 and answer,
                         5, "the scope is gone")
    assert refused.status in (401, 403)


def test_both_secrets_are_good_while_a_client_changes_over(api):
    client = new_client(api)
    turned = done(api.admin.post(f"/v1/clients/{client['code']}/rotate", {"overlap_seconds": 3600}))
    assert turned["secret"] and turned["secret"] != client["secret"]
    for secret in (client["secret"], turned["secret"]):
        assert api.token_answer(client["code"], secret).status == 200
    last = done(api.admin.post(f"/v1/clients/{client['code']}/rotate", {"overlap_seconds": 0}))
    assert [api.token_answer(client["code"], secret).status
            for secret in (client["secret"], turned["secret"], last["secret"])] == [401, 401, 200]


# ---- private_key_jwt ----

@pytest.fixture(scope="module")
def key_client(api, workplace):
    """(client code, private key file) of a client that has a key instead of a secret."""
    from support.keys import make_key, public_pem
    path = make_key(workplace / "client-key.pem")
    client = new_client(api, public_key=public_pem(path))
    assert client["secret"] is None
    return client["code"], path


def assertion(url, client, path, **changes):
    now = int(time.time())
    claims = {"iss": client, "sub": client, "aud": f"{url}/oauth/token", "exp": now + 120, "iat": now,
              "jti": unique("jti"), **changes}
    return sign(path, {name: value for name, value in claims.items() if value is not None}, {"alg": "ES256"})


def present(api, text):
    return ask(api, f"grant_type=client_credentials&client_assertion_type={JWT_BEARER}&client_assertion={text}")


def test_a_signed_assertion_gets_a_token(api, steerd, key_client):
    client, path = key_client
    for audience in (f"{steerd.url}/oauth/token", steerd.url):
        answer = present(api, assertion(steerd.url, client, path, aud=audience))
        assert answer.status == 200, str(answer)
        assert api.office.get("/v1/tasks", token=answer.json()["access_token"]).status == 200


def test_an_assertion_counts_once(api, steerd, key_client):
    text = assertion(steerd.url, *key_client)
    assert [present(api, text).status for _ in range(3)] == [200, 401, 401]


@pytest.mark.parametrize("change", [
    {"aud": "http://elsewhere/oauth/token"}, {"exp": 1}, {"exp": None}, {"exp": int(time.time()) + 7200}, {"jti": None},
    {"iss": "office"}, {"sub": "office"}, {"sub": "nobody", "iss": "nobody"}])
def test_a_wrong_assertion_is_401(api, steerd, key_client, change):
    answer = present(api, assertion(steerd.url, *key_client, **change))
    assert (answer.status, answer.json()["error"]) == (401, "invalid_client")


def test_an_assertion_of_another_key_is_401(api, steerd, key_client, keyring):
    assert present(api, assertion(steerd.url, key_client[0], keyring / "test-1.pem")).status == 401


def test_two_ways_at_once_are_400(api, steerd, key_client, template):
    answer = ask(api, f"grant_type=client_credentials&client_assertion_type={JWT_BEARER}"
                      f"&client_assertion={assertion(steerd.url, *key_client)}", basic("office", template.secrets["office"]))
    assert (answer.status, answer.json()["error"]) == (400, "invalid_request")


# ---- what clients read first ----

def test_the_metadata_names_the_endpoints(api, steerd):
    document = done(api.anonymous.get("/.well-known/oauth-authorization-server"))
    assert document["issuer"] == steerd.url
    assert document["token_endpoint"] == f"{steerd.url}/oauth/token"
    assert document["token_endpoint_auth_methods_supported"] == ["client_secret_basic", "private_key_jwt"]
    assert "task:read" in document["scopes_supported"]


def test_the_published_key_verifies_our_tokens(api):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    answer = api.anonymous.get("/.well-known/jwks.json")
    token = api.token("office")
    (key,) = [key for key in answer.json()["keys"] if key["kid"] == header_of(token)["kid"]]
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("EC", "P-256", "ES256", "sig") and "d" not in key
    number = {name: int.from_bytes(base64.urlsafe_b64decode(key[name] + "=="), "big") for name in "xy"}
    public = ec.EllipticCurvePublicNumbers(number["x"], number["y"], ec.SECP256R1()).public_key()
    signed, _, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    pair = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public.verify(pair, signed.encode(), ec.ECDSA(hashes.SHA256()))
    json.dumps(answer.json())

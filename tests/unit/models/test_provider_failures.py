import pytest

from benchwright.errors import AuthRejected, ProviderDown, RateLimited, RequestRejected
from benchwright.models.failures import Failures, retry_after_s

KEY = "sk-proj-abcdefghijkl"
FAILURES = Failures("openai", KEY)


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after-ms": "1500", "retry-after": "7"}, 1.5),
        ({"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"}, 60.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:10 GMT"}, 0.0),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait_is_read_from_every_form_of_the_header(headers: dict[str, str], wait_s: float | None) -> None:
    assert retry_after_s(headers, now_s=40.0) == wait_s


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RequestRejected),
        (401, AuthRejected),
        (402, AuthRejected),
        (403, AuthRejected),
        (404, RequestRejected),
        (408, ProviderDown),
        (409, ProviderDown),
        (413, RequestRejected),
        (422, RequestRejected),
        (429, RateLimited),
        (500, ProviderDown),
        (503, ProviderDown),
        (529, ProviderDown),
    ],
)
def test_a_status_becomes_the_error_that_says_what_to_do_next(status: int, kind: type[Exception]) -> None:
    error = FAILURES.of_status(status, {}, {"error": {"message": "no"}})
    assert type(error) is kind
    assert str(error) == f"openai: HTTP {status}: no"
    assert not error.maybe_billed


def test_a_used_up_quota_is_no_reason_to_try_again() -> None:
    error = FAILURES.of_status(429, {}, {"code": "insufficient_quota", "message": "You exceeded your quota"})
    assert isinstance(error, AuthRejected)


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ({"code": 429, "message": "slow down"}, RateLimited),
        ({"code": "rate_limit_exceeded", "message": "slow down"}, RateLimited),
        ({"type": "overloaded_error", "message": "busy"}, ProviderDown),
        ({"code": 502, "message": "bad gateway"}, ProviderDown),
        ({"code": "invalid_prompt", "message": "no"}, RequestRejected),
        ("something broke", ProviderDown),
    ],
)
def test_an_error_inside_an_answer_is_named_by_its_code(inside: object, kind: type[Exception]) -> None:
    assert type(FAILURES.of_answer(inside)) is kind


def test_an_answer_that_broke_off_may_have_been_billed() -> None:
    assert FAILURES.broken("cut").maybe_billed
    assert FAILURES.of_answer({"code": 500, "message": "x"}).maybe_billed
    assert FAILURES.of_connection(ConnectionResetError("reset")).maybe_billed


@pytest.mark.parametrize("leak", [KEY, "sk-other-key-123456", "hf_abcdefghijklmnop"])
def test_no_message_holds_a_key(leak: str) -> None:
    error = FAILURES.of_status(401, {}, {"error": {"message": f"Incorrect API key provided: {leak}."}})
    assert leak not in str(error)
    assert "[key]" in str(error)


def test_a_key_that_looks_like_no_key_is_hidden_too() -> None:
    assert "hunter2" not in str(Failures("vllm", "hunter2").of_status(401, {}, "bad key hunter2"))

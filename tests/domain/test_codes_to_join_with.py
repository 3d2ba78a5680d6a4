from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roster import CODE_LETTERS, WRONG_CODES, Attempts, digest_code, digest_person, make_code

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CODES = st.lists(st.integers(0, len(CODE_LETTERS) - 1), min_size=12, max_size=12).map(
    lambda numbers: make_code(lambda _: numbers.pop())
)


def test_code_has_three_groups_of_four():
    assert make_code(lambda most: most - 1) == "ZZZZ-ZZZZ-ZZZZ"


@given(code=CODES)
def test_code_is_the_same_however_it_is_typed(code):
    digest = digest_code(code)
    typed = (code.lower(), code.replace("-", ""), code.replace("-", " — "), f"  {code}\n", code.replace("0", "o"))
    assert {digest_code(each) for each in typed} == {digest}
    assert digest_code(code.replace("1", "l").replace("V", "u")) == digest
    assert code not in digest


@given(one=CODES, other=CODES)
def test_different_codes_have_different_digests(one, other):
    assert (digest_code(one) == digest_code(other)) == (one == other)


def test_person_has_another_digest_with_another_salt():
    assert digest_person("one", "a@example.org") != digest_person("two", "a@example.org")
    assert digest_person("one", "ab", "c") != digest_person("one", "a", "bc")


@pytest.mark.parametrize(("minutes", "too_many"), [(0, True), (59, True), (60, False)])
def test_after_too_many_wrong_codes_one_waits_an_hour(minutes, too_many):
    attempts = Attempts(wrong=1, since=NOW)
    for _ in range(WRONG_CODES - 1):
        assert not attempts.are_too_many(NOW)
        attempts = attempts.one_more(NOW)
    assert attempts.are_too_many(NOW + timedelta(minutes=minutes)) is too_many
    assert attempts.one_more(NOW + timedelta(hours=1)) == Attempts(wrong=1, since=NOW + timedelta(hours=1))

"""That requests which Discord would refuse are found by its description; the demo's own are held against it too."""

import pytest

from tests.scenarios.description import Description, needs_description

pytestmark = needs_description


@pytest.mark.parametrize(
    "body",
    [
        {"content": 5},
        {"content": "x" * 5_000},
        {"contnet": "hello"},
        {"components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x" * 200, "custom_id": "a"}]}]},
    ],
)
def test_requests_that_are_wrong_are_found(body: object):
    description = Description()
    assert list(description.faults("POST", "/channels/1/messages", body))
    assert list(description.faults("POST", "/channels/1/messages", {"content": "hello"})) == []
    assert list(description.faults("POST", "/channels/1/massages", {"content": "hello"})) == ["no such route"]

"""A language model is asked by both protocols over a real socket; what is no answer is told as such."""

import pytest

from bot.summarise.model import NoAnswer, RemoteModel, Service
from tests.summarise.model_stub import Stub, model_stub

BOTH = pytest.mark.parametrize("service", list(Service))


@pytest.fixture
async def stub():
    async with model_stub() as running:
        yield running


@BOTH
async def test_model_answers_and_is_told_instruction_and_matter_apart(stub: Stub, service: Service):
    stub.answer = "words"
    assert await stub.model(service).answer("An instruction.", "The matter.") == "words"
    asked = stub.asked[0]
    system = asked["system"] if service is Service.ANTHROPIC else asked["messages"][0]["content"]
    assert system == "An instruction."
    assert asked["messages"][-1] == {"role": "user", "content": "The matter."}
    assert asked["model"] == "some-model"
    assert stub.keys[0].endswith("a-key")


@BOTH
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"refuses": True}, {"refused"}),
        ({"answer": "  "}, {"said_nothing"}),
        ({"raw": "<html>Sign in</html>"}, {"nonsense", "said_nothing", "APIResponseValidationError"}),
        ({"status": 400}, {"BadRequestError"}),
        ({"status": 401}, {"AuthenticationError"}),
    ],
)
async def test_what_is_no_answer_is_told(stub: Stub, service: Service, wrong: dict, why: set[str]):
    vars(stub).update(wrong)
    with pytest.raises(NoAnswer) as told:
        await stub.model(service).answer("i", "m")
    assert told.value.why in why


@BOTH
async def test_model_that_takes_too_long_is_given_up(stub: Stub, service: Service):
    stub.waits = True
    with pytest.raises(NoAnswer, match="took_too_long"):
        await stub.model(service, seconds=0.3).answer("i", "m")


@BOTH
async def test_model_that_cannot_be_reached_is_told(service: Service):
    nowhere = RemoteModel(service=service, name="m", address="http://127.0.0.1:9", key="", seconds=20)
    with pytest.raises(NoAnswer, match="APIConnectionError"):
        await nowhere.answer("i", "m")

"""What Discord answers when it refuses a request: status, code, message, and where the mistake is."""

from __future__ import annotations

from enum import Enum

from bot.sandbox.shapes import Json


class Refusal(Enum):
    """Status, code and message of each refusal, as Discord's table of JSON error codes has them."""

    UNAUTHORIZED = (401, 0, "401: Unauthorized")
    UNKNOWN_ROUTE = (404, 0, "404: Not Found")
    UNKNOWN_APPLICATION = (404, 10002, "Unknown Application")
    UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
    UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
    UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
    UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
    UNKNOWN_ROLE = (404, 10011, "Unknown Role")
    UNKNOWN_USER = (404, 10013, "Unknown User")
    UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
    UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
    UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
    TOO_MANY_PINS = (400, 30003, "Maximum number of pins reached for the channel (250)")
    THREAD_IS_FULL = (400, 30033, "Maximum number of thread participants has been reached (1000)")
    OPENING_DMS_TOO_FAST = (400, 40003, "You are opening direct messages too fast")
    ALREADY_ANSWERED = (400, 40060, "Interaction has already been acknowledged.")
    MISSING_ACCESS = (403, 50001, "Missing Access")
    NOT_IN_A_DM = (403, 50003, "Cannot execute action on a DM channel")
    NOT_YOUR_MESSAGE = (403, 50005, "Cannot edit a message authored by another user")
    EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
    DMS_ARE_CLOSED = (403, 50007, "Cannot send messages to this user")
    MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
    WRONG_NUMBER_TO_DELETE = (400, 50016, "Provided too few or too many messages to delete.")
    NOT_THIS_KIND_OF_CHANNEL = (400, 50024, "Cannot execute action on this channel type")
    INVALID_WEBHOOK_TOKEN = (401, 50027, "Invalid Webhook Token")
    INVALID_RECIPIENT = (400, 50033, "Invalid Recipient(s)")
    INVALID_FORM_BODY = (400, 50035, "Invalid Form Body")
    THREAD_IS_ARCHIVED = (400, 50083, "Thread is archived")
    INVALID_JSON = (400, 50109, "The request body contains invalid JSON.")
    NO_GUILD_IN_COMMON = (403, 50278, "Cannot send messages to this user due to having no mutual guilds")
    UNKNOWN_EMOJI = (400, 10014, "Unknown Emoji")
    HAS_A_THREAD = (400, 160004, "A thread has already been created for this message")
    THREAD_IS_LOCKED = (403, 160005, "Thread is locked")
    TOO_MANY_THREADS = (400, 160006, "Maximum number of active threads reached")


class ApiError(Exception):
    """A request was refused; `refusal` says how and `errors` is Discord's tree of what is wrong with the body."""

    def __init__(self, refusal: Refusal, errors: Json | None = None) -> None:
        self.status, self.code, self.text = refusal.value
        self.refusal = refusal
        self.errors = errors
        super().__init__(f"{self.status} {self.code} {self.text}")

    def body(self) -> Json:
        """Return the answer's JSON."""
        base: Json = {"message": self.text, "code": self.code}
        return base if self.errors is None else {**base, "errors": self.errors}

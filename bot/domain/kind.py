"""Of what kind a reply is: a choice of its writer, proposed where they made none."""

from enum import StrEnum


class Kind(StrEnum):
    """What a reply is, in the eyes of its writer."""

    PRACTICE = "practice"
    RECOMMENDATION = "recommendation"
    NEED = "need"
    QUESTION = "question"
    EXPERIENCE = "experience"

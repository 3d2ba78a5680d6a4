"""Names for the kinds of numbers that identify things, so that a type checker keeps them apart."""

from typing import NewType

GuildId = NewType("GuildId", int)
ChannelId = NewType("ChannelId", int)
"""A channel, a thread or the channel of a DM: Discord gives them one kind of id."""
MessageId = NewType("MessageId", int)
MemberId = NewType("MemberId", int)
"""A person's Discord account."""
RoleId = NewType("RoleId", int)
ProgramId = NewType("ProgramId", int)
RoundId = NewType("RoundId", int)
PairId = NewType("PairId", int)
ReplyId = NewType("ReplyId", int)
SummaryId = NewType("SummaryId", int)
CaseId = NewType("CaseId", int)
StepId = NewType("StepId", int)

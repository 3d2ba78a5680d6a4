"""One function for each thing that can happen: load, decide, keep the state and the new steps in one transaction.

Every action may be called twice and then leaves the same end state. `now` is an argument (aware, UTC). What a person
asked for and cannot have raises `RuleError`. Nothing here knows Discord or SQL; nothing is sent inside a transaction.

- `ports.py` what is needed from outside, `lookups.py` what many actions look up, `planning.py` the steps of a round
- programs and rounds: `adding_programs.py`, `managing_rounds.py`
- people: `joining.py`, `leaving.py`, `asking.py`, `own_data.py`
- pairs: `pairing_rounds.py`, `rematching.py` (both by `reckoning.py`), `checking_in.py`
- replies: `replying.py`, `pair_replies.py`, `collecting.py`
- summaries: `gathering.py`, `summarising.py`, `correcting.py`
- steps: `due.py` runs them; `deciding/` are those that change state, `carrying/` those that take something to somebody
"""

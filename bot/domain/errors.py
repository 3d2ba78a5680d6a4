"""What a person may be told when something cannot be done."""


class RuleError(Exception):
    """Something a person asked for is not possible now, and they can be told why in their own language.

    `key` names a text in the catalogues under `error.`; `fields` fill its placeholders. Every such text says what to
    do next. All other exceptions are faults of ours: they are logged with a reference and never shown.
    """

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields

"""What a way to convert a DWG says when it does not work."""


class NotConverted(Exception):
    """This way did not work; `why` is the rest of a sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

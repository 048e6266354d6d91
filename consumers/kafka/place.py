"""Where a record stands: topic, partition and offset, as one text that people can look up."""


def place_of(topic: str, partition: int, offset: int) -> str:
    """topic[partition]@offset."""
    return f"{topic}[{partition}]@{offset}"

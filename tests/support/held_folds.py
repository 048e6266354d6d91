"""Test support: a read model whose fold of one subject is held up, for as long as a test wants."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event as Signal
from threading import Thread

from projections.engine.engine import Engine
from projections.engine.model import ReadModel, Rows
from projections.engine.slice import Slice

PATIENCE = 60


class Held:
    """A read model that calls `before` whenever it folds the subject of a stream, and only then goes on."""

    def __init__(self, model: ReadModel, stream: str, before: Callable[[], None]) -> None:
        self.name, self.tables, self.content = model.name, model.tables, model.content
        self._model, self._stream, self._before = model, stream, before

    def rows(self, slice_: Slice) -> Rows:
        """The rows of the model."""
        if slice_.loaded.subject_of.get(self._stream) in slice_.subjects:
            self._before()
        return self._model.rows(slice_)


def holding(models: list[ReadModel], stream: str, before: Callable[[], None]) -> list[ReadModel]:
    """The read models, the first of them held up on the stream's subject."""
    return [Held(models[0], stream, before), *models[1:]]


class Hold:
    """Lets a fold wait, once."""

    def __init__(self) -> None:
        self._begun, self._free = Signal(), Signal()

    def __call__(self) -> None:
        """Say that the fold has begun, and wait until it may go on."""
        self._begun.set()
        assert self._free.wait(PATIENCE)

    @contextmanager
    def while_held(self, engine: Engine) -> Iterator[None]:
        """A block that runs while a step of the engine is held up in its fold; the step is over at the end."""
        failed: list[BaseException] = []

        def step() -> None:
            try:
                engine.step()
            except BaseException as error:  # noqa: BLE001 - told to the test
                failed.append(error)

        thread = Thread(target=step)
        thread.start()
        try:
            assert self._begun.wait(PATIENCE)
            yield
        finally:
            self._free.set()
            thread.join(PATIENCE)
        assert failed == []
        assert not thread.is_alive()

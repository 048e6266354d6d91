"""A person's shelves: all applications, the announced ones, those of a post, those an agency brought."""

from collections.abc import Callable, Sequence

from domain.state.application import Application
from domain.state.days import plus
from domain.state.implied_application import ImpliedApplication
from domain.state.shelf import Shelf

NOTHING = Shelf(())


class Shelves:
    """The applications of one person in the orders in which rules ask for them; each shelf is made when first asked."""

    __slots__ = ("_kept", "_posts", "announced", "everything")

    def __init__(self, announced: Sequence[Application], everything: Sequence[Application]) -> None:
        self.announced = Shelf(announced)
        # Where no spell stands for an application, the two are one.
        self.everything = self.announced if len(announced) == len(everything) else Shelf(everything)
        self._posts: dict[str | None, Shelf] | None = None
        self._kept: dict[object, Shelf] = {}

    def of_post(self, requisition: str | None) -> Shelf:
        """Give the announced applications for a requisition."""
        if self._posts is None:
            posts: dict[str | None, list[Application]] = {}
            for application in self.announced.applications:
                posts.setdefault(application.requisition, []).append(application)
            self._posts = {post: Shelf(applications) for post, applications in posts.items()}
        return self._posts.get(requisition, NOTHING)

    def unannounced(self) -> Shelf:
        """Give those that a spell stands for, where nothing was announced in the 365 days before it or on its day."""
        return NOTHING if self.everything is self.announced else self.only(self.everything, self._stands_alone)

    def only(self, shelf: Shelf, keeps: Callable[[Application], bool]) -> Shelf:
        """Give those of a shelf that `keeps` keeps: a function or method that lives as long as the person."""
        key = (id(shelf), keeps)
        if key not in self._kept:
            self._kept[key] = Shelf(filter(keeps, shelf.applications))
        return self._kept[key]

    def _stands_alone(self, application: Application) -> bool:
        if not isinstance(application, ImpliedApplication):
            return False
        start = application.submitted_on
        return not self.announced.any_between(plus(start, -365), start)

"""Values of named fields that nobody changes."""

from __future__ import annotations

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Frozen:
    """Base of a class whose instances have the fields that the class annotates.

    It is declared and made as a frozen dataclass is, and type checkers take it for one:
    ``Field("date", about="when")``. Raises TypeError for a field that the class has not, that is
    given twice, or that is left out and has no default. A dataclass or a named tuple would write
    code for each class and compile it, at each start of the program.
    """

    _names: ClassVar[tuple[str, ...]]
    _required: ClassVar[frozenset[str]]

    def __init_subclass__(cls) -> None:
        cls._names = tuple(cls.__annotations__)
        cls._required = frozenset(cls._names) - vars(cls).keys()

    def __init__(self, *values: Any, **named: Any) -> None:
        fields = vars(self)
        fields.update(zip(self._names, values, strict=False))
        fields.update(named)
        once = len(fields) == len(values) + len(named)
        if not (once and self._required <= fields.keys() and fields.keys() <= {*self._names}):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._names)}, each once")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} stays as it is")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Frozen) or type(other) is not type(self):
            return False
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = (f"{n}={v!r}" for n, v in zip(self._names, self._values(), strict=True))
        return f"{type(self).__name__}({', '.join(fields)})"

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._names)

    def replace(self, **changes: Any) -> Self:
        """Return the same value with other fields changed."""
        return type(self)(**vars(self) | changes)

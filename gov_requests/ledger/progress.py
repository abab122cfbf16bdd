"""How far a long act is (进度): whoever shows it passes a listener in."""

from collections.abc import Callable

#: Hears how many are done, and of how many.
Progress = Callable[[int, int], None]

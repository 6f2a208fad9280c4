"""How Sample State is written: only what is missing, through the one door that announces every write."""

from collections import Counter
from pathlib import Path

from portal.core import writes
from races.reference import read_toml

FOLDER = Path(__file__).parent


class Keeper:
    """Writes missing rows in the name of `by` and counts them by model. Nothing that stands is written over."""

    def __init__(self, by=None):
        self.by = by
        self.made = Counter()

    def save(self, row):
        self.made[self._name(type(row))] += 1
        return writes.save(row, by=self.by)

    def save_all(self, model, rows):
        self.made[self._name(model)] += len(rows)
        return writes.bulk_write(model, create=rows, by=self.by)

    def ensure(self, model, key, **values):
        """The row with this natural key, and whether it was missing and is made now."""
        row = model._default_manager.filter(**key).first()
        if row is not None:
            return row, False
        return self.save(model(**key, **values)), True

    @staticmethod
    def _name(model):
        return str(model._meta.verbose_name)


def content(name):
    """What NAME.toml of this folder says."""
    return read_toml(FOLDER / f"{name}.toml")

"""The words that a mark rests on, found among what is on record, or made once where they are new.

Words are the same where quote and address are: nobody's words are stored twice.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from races.models import Answer, Position
from scorecards.models import Evidence


class NotOnRecord(Exception):
    def __init__(self, column, rule, hint=""):
        self.column, self.rule, self.hint = column, rule, hint
        super().__init__(rule)


@dataclass(frozen=True)
class Quoted:
    """What a row says of its evidence; "" and None are empty cells."""

    quote: str = ""
    source_url: str = ""
    source_title: str = ""
    source_date: dt.date | None = None
    archive_url: str = ""
    said_on: dt.date | None = None
    summary: str = ""
    position_id: int | None = None
    answer_id: int | None = None
    evidence_id: int | None = None


def plain(text):
    """Line ends and outer spaces do not make other words: a table loses them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class OnRecord:
    """Everything on record about the subjects of a scorecard, read once. `new`: rows that have to be written."""

    def __init__(self, subjects, marker):
        self.marker = marker
        of_people = {pk for one in subjects for pk in marker.candidacies_of(one)}
        offices = [one.office_id for one in subjects if one.office_id]
        bodies = [one.body_id for one in subjects if one.body_id]
        self.positions = {row.pk: row for row in Position.objects.filter(candidacy__in=of_people)}
        answers = Answer.objects.filter(candidacy__in=of_people).select_related("question__question_set")
        self.answers = {row.pk: row for row in answers}
        self.evidence = {row.pk: row for row in Evidence.objects.about(offices, bodies)}
        self.known = {}
        for row in (*self.evidence.values(), *self.positions.values()):
            self.known.setdefault((_owner(row), plain(row.quote), row.source_url), row)
        self.new = []

    def find(self, subject, question, quoted):
        """{"position" | "answer" | "evidence": row}. NotOnRecord names the column and the rule; ValidationError
        where new words break a rule of their own."""
        for name, rows in (("position", self.positions), ("answer", self.answers), ("evidence", self.evidence)):
            pk = getattr(quoted, f"{name}_id")
            if pk is not None:
                return {name: self._by_id(name, rows, pk, quoted)}
        if not quoted.quote:
            raise NotOnRecord("quote", "a mark needs the words of its source, or the id of words on record")
        if not quoted.source_url:
            raise NotOnRecord("source_url", "a quote needs its address")
        for owner in self._owners(subject):
            if found := self.known.get((owner, plain(quoted.quote), quoted.source_url)):
                return {_kind(found): found}
        made = self._make(subject, question, quoted)
        self.known[_owner(made), plain(made.quote), made.source_url] = made
        self.new.append(made)
        return {_kind(made): made}

    def _by_id(self, name, rows, pk, quoted):
        column = f"{name}_id"
        if pk not in rows:
            raise NotOnRecord(column, "is not on record about a subject of this scorecard")
        row = rows[pk]
        words = row.text if name == "answer" else row.quote
        if quoted.quote and plain(quoted.quote) != plain(words):
            hint = "Empty this id to add new words; words on record are changed on their own screen."
            raise NotOnRecord("quote", f"differs from what is on record under {column} {pk}", hint)
        if quoted.source_url and name != "answer" and quoted.source_url != row.source_url:
            raise NotOnRecord("source_url", f"differs from what is on record under {column} {pk}")
        return row

    def _owners(self, subject):
        if subject.candidacy_id:
            return [("candidacy", pk) for pk in sorted(self.marker.candidacies_of(subject))]
        return [("office", subject.office_id) if subject.office_id else ("body", subject.body_id)]

    def _make(self, subject, question, quoted):
        said_on = quoted.said_on or quoted.source_date
        if said_on is None:
            raise NotOnRecord("said_on", "new words need the day they were said, or the date of their source")
        if not quoted.source_title:
            raise NotOnRecord("source_title", "new words need the title of their source")
        same = {name: getattr(quoted, name) for name in ("quote", "source_url", "source_title", "source_date")}
        same |= {"archive_url": quoted.archive_url, "said_on": said_on, "source_checked": timezone.localdate()}
        if not subject.candidacy_id:
            made = Evidence(office_id=subject.office_id, body_id=subject.body_id, **same)
        elif not question.topic_id:
            raise NotOnRecord("question", "has no topic, which new words of a candidate need", "Set its topic.")
        elif not quoted.summary:
            raise NotOnRecord("summary", "new words of a candidate need a summary in one line")
        else:
            made = Position(
                candidacy_id=subject.candidacy_id, topic_id=question.topic_id, summary=quoted.summary, **same
            )
        made.clean_fields(exclude=[field.name for field in made._meta.fields if field.is_relation])
        made.clean()
        return made


def _owner(row):
    if isinstance(row, Position):
        return "candidacy", row.candidacy_id
    return ("office", row.office_id) if row.office_id else ("body", row.body_id)


def _kind(row):
    return "position" if isinstance(row, Position) else "evidence"

"""A community group with people, and one of everything it keeps: for tests of who may see and do what."""

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission

from portal.core import writes
from portal.core.models import ErrorReport
from portal.pages.models import CandidatePage, OfficePage, RacePage
from races.models import Election
from scorecards.models import Promise, PromiseUpdate, Scorecard, Standard
from tests.factories import asking, beside, figures, replies
from tests.factories import races as make
from tests.factories import scorecards as cards


def person_of(auth_group, username):
    user = get_user_model().objects.create_user(username, password="x", first_name=username)
    user.groups.add(auth_group)
    return user


def admin(username="admin"):
    return get_user_model().objects.create_superuser(username, password="x")


def group(word, office=None, state=None):
    """A community group called by `word` that covers an office or a state, and its two people."""
    lead = make.CommunityGroupFactory(
        name=f"{word} group",
        slug=word.lower(),
        editors=make.AuthGroupFactory(name=f"{word} editors"),
        reviewers=make.AuthGroupFactory(name=f"{word} reviewers"),
    )
    make.CoverageFactory(group=lead, office=office, state=state)
    return lead, person_of(lead.editors, f"{word}-editor"), person_of(lead.reviewers, f"{word}-reviewer")


def promise_of(candidacy, topic, word):
    return writes.save(
        Promise(
            candidacy=candidacy,
            topic=topic,
            quote=f"{word} promise: I will answer every letter",
            said_on=dt.date(2026, 3, 1),
            said_where=f"{word} hall",
            source_url="https://example.org/promise",
            source_title=f"{word} paper",
            live=True,
        )
    )


def update_of(promise, word, **values):
    return writes.save(
        PromiseUpdate(
            promise=promise,
            date=dt.date(2026, 5, 1),
            fact=f"{word} letters were counted",
            status="prog",
            source_url="https://example.org/update",
            source_title=f"{word} count",
            **values,
        )
    )


def picture_file(name):
    data = BytesIO()
    Picture.new("RGB", (40, 30), "white").save(data, "PNG")
    return ImageFile(BytesIO(data.getvalue()), name=name)


@dataclass
class World:
    """One group's share of the portal; every text in it holds `word`."""

    word: str
    state: object = None
    drafts: bool = True
    things: dict = field(default_factory=dict)

    def __post_init__(self):
        word, t = self.word, self.things
        state = self.state or make.StateFactory()
        t["office"] = make.OfficeFactory(state=state, district=word, slug=word.lower())
        self.group, self.editor, self.reviewer = group(word, office=t["office"])
        election = Election.objects.filter(state=state).first() or make.ElectionFactory(state=state)
        t["race"] = make.RaceFactory(office=t["office"], election=election, source_title=f"{word} list")
        t["person"] = make.PersonFactory(name=f"{word} Miller")
        t["candidacy"] = make.CandidacyFactory(race=t["race"], person=t["person"])
        t["ballot_line"] = make.BallotLineFactory(candidacy=t["candidacy"], party=f"{word} line")
        t["list_lock"] = make.ListLockFactory(race=t["race"], locked_by=f"{word}-editor")
        t["link"] = make.PersonLinkFactory(person=t["person"], title=f"{word} link")
        t["name"] = make.PersonNameFactory(person=t["person"], name=f"{word} Mueller")
        t["tenure"] = make.TenureFactory(office=t["office"], person=t["person"])
        t["position"] = make.PositionFactory(
            candidacy=t["candidacy"], summary=f"{word} view", quote=f"{word} words"
        )
        self._asking()
        t["promise"] = promise_of(t["candidacy"], t["position"].topic, word)
        t["update"] = update_of(t["promise"], word)
        standard = t["standard"] = writes.save(
            Standard(group=self.group, slug=word.lower(), title=f"{word} standard", edition="2027")
        )
        t["scorecard"] = writes.save(
            Scorecard(standard=standard, race=t["race"], slug=f"{word.lower()}-card", title=f"{word} scorecard")
        )
        self._marking()
        self._numbers()
        self._media()
        t["office_page"] = OfficePage.objects.get(office=t["office"])
        t["race_page"] = RacePage.objects.get(race=t["race"])
        t["page"] = CandidatePage.objects.get(candidacy=t["candidacy"])
        if self.drafts:
            self._drafts()

    def _asking(self):
        """A published set with its question, a request and an answer that waits, and a resident's suggestion."""
        word, t = self.word, self.things
        own = {"race": t["race"], "group": self.group, "title": f"{word} questions"}
        t["question_set"] = asking.QuestionSetFactory(**own)
        t["set_question"] = asking.SetQuestionFactory(question_set=t["question_set"], text=f"{word} question?")
        about = {"question_set": t["question_set"], "candidacy": t["candidacy"]}
        t["request"] = asking.RequestFactory(**about, recorded_by=f"{word}-editor")
        t["answer"] = asking.AnswerFactory(
            question=t["set_question"],
            candidacy=t["candidacy"],
            text=f"{word} answer",
            confirmed_on=None,
            confirmed_how="",
            confirmed_by="",
        )
        t["suggestion"] = asking.SuggestionFactory(race=t["race"], text=f"{word} wish, asked by a resident")

    def _marking(self):
        """Whom the scorecard is about, and a body with its evidence."""
        word, t = self.word, self.things
        t["subject"] = cards.SubjectFactory(
            scorecard=t["scorecard"], candidacy=t["candidacy"], slug=t["candidacy"].slug
        )
        t["body"] = cards.BodyFactory(group=self.group, name=f"{word} clerk")
        t["evidence"] = cards.EvidenceFactory(body=t["body"], quote=f"{word} minutes")
        question = cards.QuestionFactory(section__standard__group=self.group, text=f"{word} asked?")
        file = replies.ReplyFileFactory(subject=t["subject"], name=f"{word}.png")
        t["reply"] = replies.ReplyFactory(
            subject=t["subject"], question=question, file=file, text=f"{word} letter"
        )
        t["report"] = ErrorReport.objects.create(
            path="/x/", about=f"{word} page", text=f"{word} error", group_id=self.group.pk
        )

    def _numbers(self):
        """A delivered file, and one of everything that stands beside figures."""
        word, t = self.word, self.things
        metric = figures.MetricFactory()
        about = {"office": t["office"], "source_title": f"{word} source"}
        t["dataset"] = figures.DatasetFactory(office=t["office"], title=f"{word} file")
        t["marker"] = beside.MarkerFactory(**about, detail=f"{word} day")
        t["comment"] = beside.OfficeCommentFactory(**about, metric=metric, text=f"{word} words")
        t["goal"] = beside.GoalFactory(**about, metric=metric, group=self.group, text=f"{word} goal")
        t["records_request"] = beside.RecordsRequestFactory(**about, asked_for=f"{word} records")
        t["estimate"] = beside.EstimateFactory(**about, metric=metric, finding=f"{word} finding")

    def _media(self):
        held = GroupCollectionPermission.objects.filter(group=self.group.editors).first()
        self.collection = held.collection
        self.things["image"] = get_image_model().objects.create(
            title=f"{self.word} picture",
            file=picture_file(f"{self.word.lower()}.png"),
            collection=self.collection,
            uploaded_by_user=self.editor,
        )
        self.things["document"] = get_document_model().objects.create(
            title=f"{self.word} document",
            file=ContentFile(b"text", name=f"{self.word.lower()}.txt"),
            collection=self.collection,
            uploaded_by_user=self.editor,
        )

    def _drafts(self):
        """A page and a promise with two revisions each, both waiting for the reviewer."""
        t = self.things
        for thing, text in ((t["page"], "summary"), (t["promise"], "said_where")):
            for n in (1, 2):
                setattr(thing, text, f"{self.word} draft {n}")
                thing.save_revision(user=self.editor, log_action=True)
            thing.refresh_from_db()
            thing.get_workflow().start(thing, self.editor)

    def task_state(self, thing):
        return thing.current_workflow_task_state

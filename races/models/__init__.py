from .asking import Answer, AnswerDraft, Invitation, QuestionSet, Request, SetQuestion, Suggestion
from .candidacy import BallotLine, Candidacy, CountyVotes
from .coverage import CommunityGroup, Coverage, ModeChange
from .election import Election, ElectionFigure, ListLock, Race
from .office import Office, OfficeCounty, Tenure
from .person import PeopleApart, Person, PersonLink, PersonName
from .place import County, CountyCode, State, ZipCounty
from .position import Position, Topic

__all__ = [
    "Answer",
    "AnswerDraft",
    "BallotLine",
    "Candidacy",
    "CommunityGroup",
    "County",
    "CountyCode",
    "CountyVotes",
    "Coverage",
    "Election",
    "ElectionFigure",
    "Invitation",
    "ListLock",
    "ModeChange",
    "Office",
    "OfficeCounty",
    "PeopleApart",
    "Person",
    "PersonLink",
    "PersonName",
    "Position",
    "QuestionSet",
    "Race",
    "Request",
    "SetQuestion",
    "State",
    "Suggestion",
    "Tenure",
    "Topic",
    "ZipCounty",
]

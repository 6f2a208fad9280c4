from .beside import Estimate, Goal, Marker, OfficeComment, RecordsRequest
from .chart import Chart, RenderedChart
from .correction import Correction, UnderReview
from .crossed import CrossedCount, DayCount
from .dataset import Dataset
from .history import FigureChange, YearFreeze
from .mark import Evidence, Mark
from .metric import Metric
from .observation import Observation
from .promise import Promise, PromiseUpdate
from .release import Approval, Release, ReleaseSheet, Withdrawal
from .reply import Reply, ReplyDraft, ReplyFile, ReplyLink, ReplyNotice
from .scorecard import Assignment, Body, Scorecard, Subject
from .standard import (
    Cohort,
    Option,
    Question,
    Section,
    SectionWeight,
    Standard,
    StandardDraft,
    StandardVersion,
)

__all__ = [
    "Approval", "Assignment", "Body", "Chart", "Cohort", "Correction", "CrossedCount", "Dataset", "DayCount",
    "Estimate", "Evidence", "FigureChange", "Goal", "Mark", "Marker", "Metric", "Observation", "OfficeComment",
    "Option", "Promise", "PromiseUpdate", "Question", "RecordsRequest", "Release", "ReleaseSheet",
    "RenderedChart", "Reply", "ReplyDraft", "ReplyFile", "ReplyLink", "ReplyNotice", "Scorecard", "Section",
    "SectionWeight", "Standard", "StandardDraft", "StandardVersion", "Subject", "UnderReview", "Withdrawal",
    "YearFreeze",
]  # fmt: skip

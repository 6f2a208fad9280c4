from .beside import Estimate, Goal, Marker, OfficeComment, RecordsRequest
from .chart import Chart, RenderedChart
from .crossed import CrossedCount, DayCount
from .dataset import Dataset
from .history import FigureChange, YearFreeze
from .mark import Mark
from .metric import Metric
from .observation import Observation
from .promise import Promise, PromiseUpdate
from .scorecard import Option, Question, Scorecard, Section, Standard

__all__ = [
    "Chart",
    "CrossedCount",
    "Dataset",
    "DayCount",
    "Estimate",
    "FigureChange",
    "Goal",
    "Mark",
    "Marker",
    "Metric",
    "Observation",
    "OfficeComment",
    "Option",
    "Promise",
    "PromiseUpdate",
    "Question",
    "RecordsRequest",
    "RenderedChart",
    "Scorecard",
    "Section",
    "Standard",
    "YearFreeze",
]

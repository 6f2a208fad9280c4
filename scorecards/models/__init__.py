from .chart import Chart, RenderedChart
from .mark import Mark
from .metric import Dataset, Metric, Observation
from .promise import Promise, PromiseUpdate
from .scorecard import Option, Question, Scorecard, Section, Standard

__all__ = [
    "Chart",
    "Dataset",
    "Mark",
    "Metric",
    "Observation",
    "Option",
    "Promise",
    "PromiseUpdate",
    "Question",
    "RenderedChart",
    "Scorecard",
    "Section",
    "Standard",
]

"""The canonical case frame: one row a defendant in a case, in terms that every office's files are brought to.

The words follow Justice Counts where it has them. A table that was not delivered leaves its columns out, and so
does a column that the profile does not name; what is counted from a table asks for its columns. Dates that cannot
be (before the case was received, in the future, or in another century) are counted in `Excluded`, and the duration
they would have made is missing, never 0.

| column | type | meaning |
|---|---|---|
| received | datetime64, a day | when the office received the case: the clock of every count unless told |
| race, sex, age, severity | category | groups of `definitions`; severity of the most serious charge filed |
| offense, agency | category | as the publisher writes them; "" where nothing is recorded |
| in_intake | bool | (intake) the defendant stands in the intake table |
| decision | category | (intake) where the charging decision stands: approved, declined, ... |
| review | category | (intake) result of the felony review: approved, declined, other, none |
| arrest_recorded | bool | (intake) a date of arrest that can be |
| charged | bool | (initiation) at least one charge was filed |
| charging_days | Int32 or NA | (initiation) whole days from received to the first charging event |
| filed_rank | Int8 or NA | (initiation) rank of the most serious charge filed; 1 is the most serious |
| disposed | bool | (dispositions) at least one charge has a disposition |
| outcome | category | (dispositions) convicted, diverted, acquitted, dismissed or other, the first that holds |
| all_dropped | bool | (dispositions) every charge that counts was dropped, completed diversions included |
| reason_recorded | bool | (dispositions) at least one dropped charge has its reason |
| how | category | (dispositions) plea, trial or none: what the outcome convicted or acquitted rests on |
| disposed_on | datetime64 or NaT | (dispositions) day of the last disposition |
| disposition_days | Int32 or NA | (dispositions) whole days from received to disposed_on |
| convicted_rank | Int8 or NA | (dispositions) rank of the most serious charge of conviction |
| sentenced | bool | (sentencing) at least one current sentence |
| sentence | category | (sentencing) prison, jail, probation or other, the first that holds |
| prison_days | Int32 or NA | (sentencing) longest term of prison imposed, in whole days |
"""

from dataclasses import dataclass

OUTCOMES = ("convicted", "diverted", "acquitted", "dismissed", "other")
HOW = ("plea", "trial", "none")
REVIEWS = ("approved", "declined", "other", "none")
SENTENCES = ("prison", "jail", "probation", "other")
TABLES = ("intake", "initiation", "dispositions", "sentencing")


@dataclass(frozen=True)
class Excluded:
    """How many defendants a count leaves out, and why, in words: reported beside the counts."""

    table: str
    column: str
    rule: str
    defendants: int

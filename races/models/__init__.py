from .coverage import CommunityGroup, Coverage
from .election import Candidacy, CountyVotes, Election, Race
from .office import Office, OfficeCounty, Tenure
from .person import Person
from .place import County, State
from .position import Position, Topic

__all__ = [
    "Candidacy",
    "CommunityGroup",
    "County",
    "CountyVotes",
    "Coverage",
    "Election",
    "Office",
    "OfficeCounty",
    "Person",
    "Position",
    "Race",
    "State",
    "Tenure",
    "Topic",
]

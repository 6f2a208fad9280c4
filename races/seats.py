"""Which office and county a line of a file is about, by what stands on record of its state."""

import re
from collections import defaultdict

from django.utils.text import slugify

from portal.core.tabular import Problem
from portal.core.tabular.problems import nearest
from races import ballots
from races.models import County, CountyCode, Office, OfficeCounty, State
from races.names import district_slug, word_key

OF_NO_NAME = ("county", "parish", "borough", "census area", "municipality", "city")


class Seats:
    """The counties and offices of one state. New offices found in a file are kept in `new`, by slug."""

    def __init__(self, state):
        self.state = state
        self.counties = list(County.objects.filter(state=state).current())
        self.named = defaultdict(list)
        for county in self.counties:
            for key in {ballots.plain(county.name), ballots.plain(str(county)), county.fips}:
                self.named[key].append(county)
        for code in CountyCode.objects.filter(county__in=self.counties, whole=True).select_related("county"):
            self.named[code.code].append(code.county)
        self.offices = {office.slug: office for office in Office.objects.filter(state=state)}
        self.titles = {slug: (ballots.read_office(o.title) or ("",))[0] for slug, o in self.offices.items()}
        self.by_district = defaultdict(list)
        for slug, office in self.offices.items():
            self.by_district[word_key(office.district)].append(slug)
        self.serving = defaultdict(list)
        served = OfficeCounty.objects.current().filter(office__state=state)
        for slug, fips in served.values_list("office__slug", "county__fips"):
            self.serving[fips].append(slug)
        self.new, self.made_for = {}, {}

    def _counties(self, name):
        return self.named[name if name.isdigit() else ballots.plain(name)]

    def known_as(self, name):
        """The county's name on record, with its kind where two share one; `name` itself where it is not clear."""
        found = self._counties(name)
        if len(found) != 1:
            return name
        alone = len(self._counties(found[0].name)) == 1
        return found[0].name if alone else str(found[0])

    def county(self, file, line, name):
        """(county, None) or (None, the fault): a name that no county has, or several have (Baltimore)."""
        found = self._counties(name)
        if len(found) == 1:
            return found[0], None
        place = {"file": file, "line": line, "column": "county", "value": name}
        if found:
            codes = " or ".join(sorted(f"{county.fips} ({county})" for county in found))
            hint = f"Give the FIPS code: {codes}."
            return None, Problem(**place, rule=f"names several counties of {self.state.name}", hint=hint)
        near = nearest(name, [county.name for county in self.counties])
        hint = f'Did you mean "{near}"?' if near else "Its name must be as in the list of counties."
        return None, Problem(**place, rule=f"is no county of {self.state.name}", hint=hint)

    def office(self, file, line, district, title, county=None):
        """(slug, None) or (None, the fault). An office that is not on record is noted in `new`.

        A file that names no district, or names the county itself, is about the office of that county.
        """
        if not district or (county and self._is_county(district, county)):
            return self._of_county(file, line, title, county)
        slugs = self._titled(self.by_district[word_key(district)], title)
        number = ballots.district_number(district)
        if not slugs and number is not None:
            numbered = [s for s, o in self.offices.items() if ballots.district_number(o.district) == number]
            slugs = self._titled(numbered, title)
        if not slugs and district_slug(district) in self.offices:
            slugs = [district_slug(district)]
        if len(slugs) > 1:
            return None, _several(file, line, "district", district, slugs)
        if slugs:
            return slugs[0], None
        slug = district_slug(district) or slugify(district)
        if number is not None and re.fullmatch(r"(district )?\d+(st|nd|rd|th)?", ballots.plain(district)):
            slug, district = self._numbered(number)
        return self._make(slug, district, title), None

    def _numbered(self, number):
        """(slug, name) of a district that a file names by its number alone, as the state's others are named."""
        for slug, office in self.offices.items():
            if other := ballots.district_number(office.district):
                return tuple(
                    re.sub(rf"\b{other}(st|nd|rd|th)?\b", lambda found: _written(number, found[1]), text)
                    for text in (slug, office.district)
                )
        return f"district-{number}", f"District {number}"

    def _is_county(self, district, county):
        words = ballots.plain(district)
        return words in {ballots.plain(county.name), ballots.plain(str(county))}

    def _of_county(self, file, line, title, county):
        slugs = self._titled(self.serving[county.fips], title)
        if len(slugs) > 1:
            return None, _several(file, line, "county", county.name, slugs)
        if slugs:
            return slugs[0], None
        if self.state.selection == State.Selection.BY_DISTRICT:
            rule = f"the district is empty, and no office on record serves {county}"
            return None, Problem(file, line, column="district", rule=rule, hint="Name the district.")
        slug = district_slug(county.name)
        if len(self.named[ballots.plain(county.name)]) > 1:
            slug = f"{slug}-{slugify(county.kind)}"
        slug = self._make(slug, str(county), title)
        self.made_for[slug] = county
        return slug, None

    def _titled(self, slugs, title):
        """Those of the offices that bear this title, if any does; else all of them, unless the title is that of
        another prosecutor of this state (a county attorney beside the Commonwealth's attorney)."""
        same = [slug for slug in slugs if title and ballots.same_title(self.titles[slug], title)]
        usual = (ballots.read_office(self.state.prosecutor_title) or ("",))[0]
        return same or (slugs if not title or not usual or ballots.same_title(usual, title) else [])

    def _make(self, slug, district, title):
        by_county = self.state.selection != State.Selection.BY_DISTRICT and not district.startswith("District ")
        standing = self.offices.get(slug)
        if standing and slug not in self.new:  # of another title: two prosecutors of one place
            slug = f"{slug}-{slugify(title)}"
        if slug not in self.offices or slug in self.new:
            kind = "county" if by_county and district.split()[-1].lower() in OF_NO_NAME else "district"
            self.new[slug] = {"district": district, "title": title or self.state.prosecutor_title, "kind": kind}
        return slug


def _written(number, ending):
    """21 as "21st" where the state's other districts are written so."""
    if not ending:
        return str(number)
    endings = {} if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{endings.get(number % 10, 'th')}"


def _several(file, line, column, value, slugs):
    hint = f"Name the district as one of: {', '.join(sorted(slugs))}."
    return Problem(file, line, column=column, value=value, rule="has several offices on record", hint=hint)

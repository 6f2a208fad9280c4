"""One subject's sheet of a released scorecard: score, and every question with answer, source and replies."""

from portal.pages.shown import addresses, released
from portal.pages.shown.office_scores import place
from portal.pages.shown.sheets import cell, labelled, question_rows
from scorecards import frozen, releasing, scoring
from scorecards.models import ReleaseSheet
from scorecards.under_review import first_review, marks_under_review


def subject(release, slug):
    """None where the release has no sheet at this address."""
    related = ("subject__candidacy__person", "subject__office__state", "subject__body")
    sheets = ReleaseSheet.objects.filter(release=release)
    sheet = sheets.filter(slug=slug).select_related(*related).first()
    if sheet is None:
        return None
    context = released.head(release)
    standard = context["standard"]
    reviews = marks_under_review([release.scorecard_id])
    since = first_review(reviews, sheet.subject_id)
    questions = labelled(standard, release.scorecard.standard_id, question_rows([release.scorecard.standard_id]))
    cells = [(one, label, cell(None, sheet, one.slug, release, reviews)) for one, label in questions]
    scores = section_scores(sheet, standard) if context["scored"] and since is None else {}
    found = place_of(sheet, sheets, standard, reviews) if scores and sheet.cohort else None
    return context | {
        "sheet": sheet,
        "since": since if context["scored"] else None,
        "score": released.figure(sheet, standard.digits) if scores else None,
        "place": found,
        "cohort": next((one.title for one in standard.cohorts if one.slug == sheet.cohort), ""),
        "parts": [
            {
                "section": section,
                "score": scores.get(section.slug),
                "cells": [one for one in cells if one[0].section == section.slug],
            }
            for section in standard.sections
        ],
        "about_url": about_url(sheet.subject, release),
        "crumbs": [*context["crumbs"]],
        "version": release.version,
        "data_url": f"{context['base_url']}{sheet.slug}",
    }


def place_of(sheet, sheets, standard, reviews):
    alike = sheets.filter(cohort=sheet.cohort).for_results().defer("sections")
    return place(sheet, list(alike), standard.digits, reviews)


def section_scores(sheet, standard):
    """{section slug: scoring.Score} of the sections in which something counts, by the standard's rounding."""
    rule = releasing.rule_of(standard)
    return {
        slug: scoring.Score(span.low, span.high, span.known, span.total, rule)
        for slug, span in frozen.spans(sheet.sections).items()
        if span is not None
    }


def about_url(subject, release):
    """The candidate's or the office's own page; "" for a body."""
    if subject.candidacy_id:
        subject.candidacy.race = release.scorecard.race
        return addresses.candidacy(subject.candidacy)
    return addresses.office(subject.office) if subject.office_id else ""

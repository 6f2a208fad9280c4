"""Every rule that must always hold is held by the database, each one broken here once past all forms."""

import datetime as dt
from itertools import chain

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import UniqueConstraint

from portal.core.models import ErrorReport
from races import models as races
from scorecards import append_only
from scorecards import models as cards
from tests.factories import asking, beside, replies
from tests.factories import races as make
from tests.factories import scorecards as scored
from tests.factories.admin import admin as person
from tests.filled import filled

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 1, 1)
EARLIER = dt.date(2019, 1, 1)
FRESH = {"checked_on": None, "our_answer": "", "evidence_url": "https://example.org/letter"}  # a reply just in
LONG_AGO = dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
NO_SOURCE = {"source_url": ""}
TOTAL = {"dimension": "", "withheld": False}

# constraint: (model, which row, what is wrongly changed in it)
BROKEN = {
    "races_state_confirmed_rule_has_source": (races.State, {"code": "ga"}, {"rule_source_url": ""}),
    "races_state_sample_is_zz": (races.State, {"code": "ga"}, {"is_sample": True}),
    "races_county_ends_after_it_begins": (races.County, {}, {"valid_from": DAY, "valid_to": EARLIER}),
    "races_county_fips_has_five_digits": (races.County, {}, {"fips": "1301"}),
    "races_office_has_source": (races.Office, {}, NO_SOURCE),
    "races_office_ends_after_it_begins": (races.Office, {}, {"began": DAY, "ended": EARLIER}),
    "races_tenure_has_source": (races.Tenure, {}, NO_SOURCE),
    "races_tenure_source_is_dated": (races.Tenure, {}, {"source_date": None}),
    "races_tenure_ends_after_it_begins": (races.Tenure, {}, {"began": DAY, "ended": EARLIER}),
    "races_election_has_source": (races.Election, {}, {"source_title": ""}),
    "races_election_party_only_in_primary": (races.Election, {"kind": "general"}, {"party": "Green"}),
    "races_race_has_source": (races.Race, {}, NO_SOURCE),
    "races_race_result_has_source": (races.Race, {"result_status": "none"}, {"result_status": "certified"}),
    "races_race_has_a_seat": (races.Race, {}, {"seats": 0}),
    "races_candidacy_has_source": (races.Candidacy, {}, NO_SOURCE),
    "races_position_has_source": (races.Position, {}, NO_SOURCE),
    "races_position_has_quote": (races.Position, {}, {"quote": ""}),
    "races_state_office_total_has_source": (races.State, {"code": "zz"}, {"office_total": 3}),
    "races_election_deadlines_before_its_day": (races.Election, {}, {"register_by": dt.date(2099, 1, 1)}),
    "races_candidacy_leaving_has_date_and_source": (
        races.Candidacy,
        {"status": "qualified"},
        {"status": "withdrawn"},
    ),
    "races_candidacy_share_is_a_percent": (races.Candidacy, {}, {"vote_share": "100.5"}),
    "races_candidacy_only_an_incumbent_came_to_office": (
        races.Candidacy,
        {"incumbent": False},
        {"incumbent_how": "appointed"},
    ),
    "races_countycode_has_source": (races.CountyCode, {}, NO_SOURCE),
    "races_listlock_has_source": (races.ListLock, {}, NO_SOURCE),
    "races_peopleapart_in_order": (races.PeopleApart, {}, {"first": models.F("second")}),
    "scorecards_chart_has_one_subject": (cards.Chart, {"office__isnull": False}, {"metric": None}),
    "races_listlock_has_hash": (races.ListLock, {}, {"sha256": "not a hash"}),
    "races_electionfigure_has_source": (races.ElectionFigure, {}, NO_SOURCE),
    "races_electionfigure_part_of_total": (races.ElectionFigure, {}, {"total": 1}),
    "races_personlink_has_address_and_title": (races.PersonLink, {}, {"title": ""}),
    "races_questionset_word_limit_is_fair": (races.QuestionSet, {}, {"word_limit": 19}),
    "races_setquestion_has_text": (races.SetQuestion, {}, {"text": ""}),
    "races_invitation_keeps_only_a_hash": (races.Invitation, {}, {"token_hash": "the token itself"}),
    "races_invitation_expires_after_it_begins": (
        races.Invitation,
        {},
        {"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ),
    "races_request_has_channel": (races.Request, {}, {"channel": ""}),
    "races_answer_says_something": (races.Answer, {}, {"text": ""}),
    "races_answer_confirmation_says_how": (races.Answer, {}, {"confirmed_how": ""}),
    "races_answer_says_who_entered_it": (races.Answer, {}, {"by_link": False}),
    "races_suggestion_has_text": (races.Suggestion, {}, {"text": ""}),
    "races_suggestion_refusal_has_reason": (races.Suggestion, {}, {"status": "refused"}),
    "races_group_charity_is_neutral": (races.CommunityGroup, {"mode": "scoring"}, {"legal_form": "501c3"}),
    "races_group_scoring_has_reason": (races.CommunityGroup, {"mode": "scoring"}, {"scoring_reason": ""}),
    "races_modechange_scoring_has_reason": (races.ModeChange, {"mode": "scoring"}, {"reason": ""}),
    "races_coverage_office_or_state": (races.Coverage, {}, {"office_id": None}),
    "scorecards_metric_share_has_denominator": (cards.Metric, {"kind": "share"}, {"denominator": ""}),
    "scorecards_metric_base_at_least_ten": (cards.Metric, {}, {"minimum_base": 9}),
    "scorecards_dataset_has_hash": (cards.Dataset, {}, {"sha256": "not a hash"}),
    "scorecards_dataset_has_source_and_licence": (cards.Dataset, {}, {"licence": ""}),
    "scorecards_observation_counted_or_withheld": (cards.Observation, TOTAL, {"withheld": True}),
    "scorecards_observation_part_of_whole": (cards.Observation, TOTAL, {"denominator": 1}),
    "scorecards_observation_group_has_dimension": (cards.Observation, TOTAL, {"group": "Black"}),
    "scorecards_metric_comparison_has_its_share": (cards.Metric, {"kind": "share"}, {"kind": "ratio"}),
    "scorecards_observation_value_in_its_interval": (cards.Observation, TOTAL, {"low": 1, "high": 2}),
    "scorecards_dataset_case_rows_are_never_kept": (cards.Dataset, {"case_level": True}, {"delivered": "a/b"}),
    "scorecards_dataset_period_in_order": (cards.Dataset, {}, {"period_to": dt.date(1900, 1, 1)}),
    "scorecards_dataset_end_has_day_and_source": (cards.Dataset, {}, {"ended": "stopped"}),
    "scorecards_yearfreeze_has_hash": (cards.YearFreeze, {}, {"sha256": "not a hash"}),
    "scorecards_marker_has_source": (cards.Marker, {}, NO_SOURCE),
    "scorecards_marker_of_office_or_state": (cards.Marker, {}, {"office": None, "state": None}),
    "scorecards_officecomment_has_source": (cards.OfficeComment, {}, NO_SOURCE),
    "scorecards_officecomment_has_words": (cards.OfficeComment, {}, {"text": ""}),
    "scorecards_goal_has_source": (cards.Goal, {}, NO_SOURCE),
    "scorecards_goal_says_who_agreed": (cards.Goal, {"by": "community"}, {"agreed_by": ""}),
    "scorecards_goal_due_after_it_is_set": (cards.Goal, {}, {"due": DAY}),
    "scorecards_recordsrequest_has_source": (cards.RecordsRequest, {}, NO_SOURCE),
    "scorecards_recordsrequest_answer_has_day": (cards.RecordsRequest, {}, {"answered_on": None}),
    "scorecards_recordsrequest_price_is_named": (cards.RecordsRequest, {"outcome": "cost"}, {"quoted_cost": None}),
    "scorecards_estimate_has_source": (cards.Estimate, {}, NO_SOURCE),
    "scorecards_estimate_in_its_interval": (cards.Estimate, {}, {"value": 99}),
    "scorecards_estimate_has_design_and_citation": (cards.Estimate, {}, {"citation": ""}),
    "scorecards_body_has_source": (cards.Body, {}, NO_SOURCE),
    "scorecards_scorecard_a_week_to_reply": (cards.Scorecard, {}, {"reply_days": 6}),
    "scorecards_subject_is_one": (cards.Subject, {"candidacy__isnull": False}, {"candidacy": None}),
    "scorecards_subject_slug_is_free": (cards.Subject, {}, {"slug": "releases"}),
    "scorecards_evidence_has_source": (cards.Evidence, {}, NO_SOURCE),
    "scorecards_evidence_about_one": (cards.Evidence, {"body__isnull": False}, {"body": None}),
    "scorecards_evidence_has_quote": (cards.Evidence, {}, {"quote": ""}),
    "scorecards_mark_own_points_have_reason": (cards.Mark, {"kind": "position"}, {"points": 1, "reason": ""}),
    "scorecards_mark_has_evidence": (cards.Mark, {"kind": "position"}, {"position_id": None}),
    "scorecards_promise_has_source": (cards.Promise, {}, NO_SOURCE),
    "scorecards_promise_has_quote": (cards.Promise, {}, {"quote": ""}),
    "scorecards_promise_due_after_said": (cards.Promise, {}, {"due": EARLIER}),
    "scorecards_promise_target_has_measure_and_baseline": (cards.Promise, {"target": "0.20"}, {"baseline": None}),
    "scorecards_promiseupdate_has_source": (cards.PromiseUpdate, {}, NO_SOURCE),
    "scorecards_promiseupdate_review_has_reviewer": (cards.PromiseUpdate, {}, {"reviewed_by": ""}),
    "scorecards_promiseupdate_second_reviewer_and_reason": (cards.PromiseUpdate, {}, {"first_reviewed_by": "x"}),
    "scorecards_standard_at_most_six_digits": (cards.Standard, {}, {"digits": 7}),
    "scorecards_standard_evidence_window_has_days": (
        cards.Standard,
        {},
        {"evidence_from": DAY, "evidence_to": EARLIER},
    ),
    "scorecards_sectionweight_not_negative": (cards.SectionWeight, {}, {"weight": -1}),
    "scorecards_question_maximum_of_ticks_or_tiers": (cards.Question, {"kind": "choice"}, {"max_points": 1}),
    "scorecards_question_full_from_is_for_ticks": (cards.Question, {"kind": "choice"}, {"full_from": 1}),
    "scorecards_version_later_says_why": (cards.StandardVersion, {}, {"number": 99, "why": ""}),
    "scorecards_version_has_hash": (cards.StandardVersion, {}, {"sha256": "not a hash"}),
    "scorecards_section_weight_not_negative": (cards.Section, {}, {"weight": -1}),
    "scorecards_question_weight_not_negative": (cards.Question, {}, {"weight": -1}),
    "scorecards_option_neutral_has_no_points": (cards.Option, {"level": "yes"}, {"points": 1}),
    "scorecards_replylink_keeps_only_a_hash": (cards.ReplyLink, {}, {"token_hash": "the token itself"}),
    "scorecards_replylink_expires_after_it_begins": (cards.ReplyLink, {}, {"expires_at": LONG_AGO}),
    "scorecards_replynotice_deadline_after_it": (cards.ReplyNotice, {}, {"deadline": EARLIER}),
    "scorecards_replyfile_has_hash": (cards.ReplyFile, {}, {"sha256": "not a hash"}),
    "scorecards_replyfile_is_a_picture": (cards.ReplyFile, {}, {"kind": "application/pdf"}),
    "scorecards_reply_disagreeing_brings_evidence": (
        cards.Reply,
        {"agrees": False, "file": None},
        {"evidence_url": ""},
    ),
    "scorecards_reply_check_says_by_whom": (cards.Reply, FRESH, {"checked_on": DAY}),
    "scorecards_reply_sender_is_told_of_removals": (cards.Reply, FRESH, {"removed": "a phone number"}),
    "scorecards_reply_answer_is_dated": (cards.Reply, FRESH, {"our_answer": "No.", "answered_by": "x"}),
    "core_errorreport_says_what_and_where": (ErrorReport, {}, {"text": ""}),
    "core_errorreport_answer_is_dated": (ErrorReport, {}, {"status": "answered", "answer": "Yes."}),
    "scorecards_release_has_hash": (cards.Release, {}, {"sha256": "not a hash"}),
    "scorecards_release_later_says_what_changed": (cards.Release, {"note": ""}, {"number": 99}),
    "scorecards_release_second_reviewer_and_reason": (cards.Release, {"timing_reason": ""}, {"second_by": "x"}),
    "scorecards_sheet_score_is_a_range": (cards.ReleaseSheet, {"low__isnull": False}, {"high": None}),
    "scorecards_approval_says_why_now": (cards.Approval, {}, {"timing_reason": ""}),
    "scorecards_correction_has_reason": (cards.Correction, {}, {"reason": ""}),
    "scorecards_correction_name_needs_consent": (cards.Correction, {"consent_on": None}, {"name": "Jo Reader"}),
    "scorecards_underreview_of_one": (cards.UnderReview, {"promise__isnull": False}, {"promise": None}),
    "scorecards_underreview_lifted_by_a_second_person": (
        cards.UnderReview,
        {"promise__isnull": False},
        {"lifted_on": DAY, "lifted_by": models.F("by")},
    ),
    "scorecards_withdrawal_of_one": (cards.Withdrawal, {}, {"year": None}),
    "scorecards_withdrawal_has_reason": (cards.Withdrawal, {}, {"reason": ""}),
}
# More ways to break the rules that have several halves.
ALSO_BROKEN = [
    ("races_state_confirmed_rule_has_source", races.State, {"code": "ga"}, {"rule_checked": None}),
    ("races_state_sample_is_zz", races.State, {"code": "zz"}, {"is_sample": False}),
    ("races_state_sample_is_zz", races.State, {"code": "ga"}, {"code": "zy", "fips": "99"}),
    ("races_group_charity_is_neutral", races.CommunityGroup, {"mode": "scoring"}, {"legal_form": "unknown"}),
    ("races_group_charity_is_neutral", races.CommunityGroup, {"legal_form": "501c3"}, {"mode": "scoring"}),
    ("races_group_scoring_has_reason", races.CommunityGroup, {"mode": "scoring"}, {"scoring_since": None}),
    ("scorecards_metric_share_has_denominator", cards.Metric, {"kind": "count"}, {"denominator": "people"}),
    ("scorecards_subject_is_one", cards.Subject, {"body__isnull": False}, {"candidacy": 1}),
    ("scorecards_subject_is_one", cards.Subject, {"office__isnull": False}, {"body": 1}),
    ("scorecards_subject_slug_is_free", cards.Subject, {}, {"slug": "questions"}),
    ("scorecards_evidence_about_one", cards.Evidence, {"body__isnull": False}, {"office": 1}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "position"}, {"option_id": None}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "position"}, {"many": True}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "not_found"}, {"kind": "not_applicable", "reason": ""}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "not_found"}, {"kind": "unchecked", "reason": ""}),
    ("scorecards_mark_own_points_have_reason", cards.Mark, {"kind": "not_found"}, {"points": 0, "reason": "x"}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "not_found"}, {"searched": ""}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "not_found"}, {"searched_on": None}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "no_answer"}, {"asked_on": None}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "no_answer"}, {"asked_how": ""}),
    ("scorecards_mark_has_evidence", cards.Mark, {"kind": "position"}, {"kind": "no_answer"}),
    ("scorecards_promise_target_has_measure_and_baseline", cards.Promise, {"target": None}, {"target": "0.1"}),
    ("scorecards_option_neutral_has_no_points", cards.Option, {"level": "matches"}, {"points": None}),
    ("scorecards_question_maximum_of_ticks_or_tiers", cards.Question, {}, {"kind": "tiered", "max_points": 0}),
    ("scorecards_question_full_from_is_for_ticks", cards.Question, {}, {"kind": "multiple", "full_from": 0}),
    ("scorecards_observation_counted_or_withheld", cards.Observation, TOTAL, {"numerator": None}),
    ("scorecards_observation_counted_or_withheld", cards.Observation, {"denominator": None}, {"value": 3}),
    ("scorecards_reply_disagreeing_brings_evidence", cards.Reply, {"agrees": False}, {"text": ""}),
    ("scorecards_reply_answer_is_dated", cards.Reply, FRESH, {"our_answer": "No.", "answered_on": DAY}),
    ("core_errorreport_says_what_and_where", ErrorReport, {}, {"path": ""}),
    ("core_errorreport_answer_is_dated", ErrorReport, {}, {"status": "answered", "answered_on": DAY}),
    ("scorecards_marker_of_office_or_state", cards.Marker, {"office__isnull": False}, {"state": 1}),
    ("scorecards_goal_says_who_agreed", cards.Goal, {"by": "community"}, {"by": "office"}),
    (
        "scorecards_release_second_reviewer_and_reason",
        cards.Release,
        {},
        {"second_by": models.F("by"), "timing_reason": "soon"},
    ),
    ("scorecards_sheet_score_is_a_range", cards.ReleaseSheet, {"low__isnull": False}, {"high": -1, "low": 0}),
    ("scorecards_underreview_of_one", cards.UnderReview, {"metric__isnull": False}, {"metric": None}),
    ("scorecards_underreview_of_one", cards.UnderReview, {"question__isnull": False}, {"subject": None}),
    ("scorecards_underreview_of_one", cards.UnderReview, {"promise__isnull": False}, {"candidacy": 1}),
    (
        "scorecards_underreview_lifted_by_a_second_person",
        cards.UnderReview,
        {"promise__isnull": False},
        {"lifted_on": DAY},
    ),
    ("scorecards_withdrawal_of_one", cards.Withdrawal, {}, {"release": 1}),
]
# constraint: (model, which row is doubled, what differs in the double so that no other rule is broken first)
DOUBLED = {
    "races_office_one_slug_a_state": (races.Office, {}, {}),
    "races_officecounty_once": (races.OfficeCounty, {}, {}),
    "races_tenure_one_holder_at_a_time": (races.Tenure, {"ended": None}, {"began": DAY}),
    "races_election_once": (races.Election, {}, {}),
    "races_race_once": (races.Race, {}, {"slug": "another"}),
    "races_race_one_slug_an_office": (races.Race, {}, {"seat": "Seat 2"}),
    "races_candidacy_once": (races.Candidacy, {}, {"slug": "another", "ballot_order": None}),
    "races_candidacy_one_slug_a_race": (races.Candidacy, {}, {"person": "another", "ballot_order": None}),
    "races_candidacy_one_place_on_the_ballot": (
        races.Candidacy,
        {"ballot_order": 1},
        {"person": "another", "slug": "another"},
    ),
    "races_countyvotes_once": (races.CountyVotes, {}, {}),
    "races_countycode_once": (races.CountyCode, {}, {}),
    "races_zipcounty_once": (races.ZipCounty, {}, {}),
    "races_ballotline_once": (races.BallotLine, {}, {}),
    "races_electionfigure_once": (races.ElectionFigure, {"state__isnull": False}, {}),
    "races_electionfigure_national_once": (races.ElectionFigure, {"state": None}, {}),
    "races_peopleapart_once": (races.PeopleApart, {}, {}),
    "races_personname_once": (races.PersonName, {}, {}),
    "races_personlink_once": (races.PersonLink, {}, {}),
    "races_questionset_once": (races.QuestionSet, {}, {}),
    "races_setquestion_one_place": (races.SetQuestion, {}, {}),
    "races_invitation_one_open_link_each": (races.Invitation, {}, {"token_hash": "b" * 64}),
    "races_request_once": (races.Request, {}, {}),
    "races_answer_version_once": (races.Answer, {}, {}),
    "races_answerdraft_once": (races.AnswerDraft, {}, {}),
    "races_coverage_office_once": (races.Coverage, {"state": None}, {}),
    "races_coverage_state_once": (races.Coverage, {"office": None}, {}),
    "scorecards_dataset_file_once": (cards.Dataset, {}, {}),
    "scorecards_observation_once": (cards.Observation, {}, {}),
    "scorecards_crossedcount_once": (cards.CrossedCount, {}, {}),
    "scorecards_daycount_once": (cards.DayCount, {}, {}),
    "scorecards_standard_edition_once": (cards.Standard, {}, {}),
    "scorecards_cohort_once": (cards.Cohort, {}, {}),
    "scorecards_section_once": (cards.Section, {}, {}),
    "scorecards_sectionweight_once": (cards.SectionWeight, {}, {}),
    "scorecards_version_once": (cards.StandardVersion, {}, {}),
    "scorecards_question_once": (cards.Question, {}, {}),
    "scorecards_option_once": (cards.Option, {}, {}),
    "scorecards_scorecard_once": (cards.Scorecard, {}, {"slug": "another"}),
    "scorecards_body_once": (cards.Body, {}, {}),
    "scorecards_subject_slug_once": (cards.Subject, {}, {"candidacy": None, "body": "another"}),
    "scorecards_subject_candidacy_once": (cards.Subject, {"candidacy__isnull": False}, {"slug": "another"}),
    "scorecards_subject_office_once": (cards.Subject, {"office__isnull": False}, {"slug": "another"}),
    "scorecards_subject_body_once": (cards.Subject, {"body__isnull": False}, {"slug": "another"}),
    "scorecards_assignment_once": (cards.Assignment, {"subject__isnull": False}, {}),
    "scorecards_assignment_of_all_once": (cards.Assignment, {"subject": None}, {}),
    "scorecards_replylink_one_open_each": (cards.ReplyLink, {"revoked_at": None}, {"token_hash": "b" * 64}),
    "scorecards_replynotice_once": (cards.ReplyNotice, {}, {}),
    "scorecards_reply_version_once": (cards.Reply, {}, {}),
    "scorecards_replydraft_once": (cards.ReplyDraft, {}, {}),
    "scorecards_release_once": (cards.Release, {}, {}),
    "scorecards_sheet_once": (cards.ReleaseSheet, {}, {}),
    "scorecards_approval_once": (cards.Approval, {}, {}),
    "scorecards_underreview_subject_open_once": (cards.UnderReview, {"subject__isnull": False}, {}),
    "scorecards_underreview_promise_open_once": (cards.UnderReview, {"promise__isnull": False}, {}),
    "scorecards_underreview_candidacy_open_once": (cards.UnderReview, {"candidacy__isnull": False}, {}),
    "scorecards_underreview_office_open_once": (cards.UnderReview, {"office__isnull": False}, {}),
    "scorecards_rendering_once": (cards.RenderedChart, {}, {"current": False}),
    "scorecards_rendering_one_current": (cards.RenderedChart, {}, {"content_hash": "b" * 64}),
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with filled(django_db_blocker):
        races.Coverage.objects.create(
            group=races.CommunityGroup.objects.first(), state=races.State.objects.get(code="zz")
        )
        drawn = cards.Chart.objects.create(
            slug="a", key="trend", office=races.Office.objects.first(), metric=cards.Metric.objects.first()
        )
        cards.RenderedChart.objects.create(
            chart=drawn, language="en", content_hash="a" * 64, source={}, table={}, spec={}, svg={}
        )
        race = races.Race.objects.order_by("pk").first()
        make.CountyCodeFactory(), make.ZipCountyFactory(), make.ElectionFigureFactory()
        make.ElectionFigureFactory(state=None)
        make.ListLockFactory(race=race), make.BallotLineFactory(candidacy=race.candidacies.first())
        make.PersonNameFactory(), make.PersonLinkFactory(), make.PeopleApartFactory()
        asking.InvitationFactory(), asking.RequestFactory(), asking.AnswerFactory(), asking.SuggestionFactory()
        asking.AnswerDraftFactory()
        beside.MarkerFactory(), beside.OfficeCommentFactory(), beside.GoalFactory(), beside.EstimateFactory()
        beside.RecordsRequestFactory(), beside.YearFreezeFactory(), beside.CrossedCountFactory()
        beside.DayCountFactory()
        about = {"subject": cards.Subject.objects.order_by("pk").first()}
        replies.ReplyLinkFactory(**about), replies.ReplyNoticeFactory(**about), replies.ReplyFileFactory(**about)
        about["question"] = cards.Question.objects.order_by("pk").first()
        replies.ReplyFactory(**about), replies.ReplyDraftFactory(**about)
        ErrorReport.objects.create(path="/races/", text="This is wrong.")
        marked()
        cohort = scored.CohortFactory(standard=cards.Standard.objects.order_by("pk").first())
        cards.SectionWeight.objects.create(section=cohort.standard.sections.first(), cohort=cohort, weight=2)
        release = cards.Release.objects.order_by("pk").first()
        cards.Approval.objects.create(
            scorecard=release.scorecard, by="x", digest="a" * 64, timing_reason="The debate is soon."
        )
        cards.Correction.objects.create(about="A page", path="/", reason="Wrong", role="reader", by="x")
        reviewed()
        cards.Withdrawal.objects.create(year=cards.YearFreeze.objects.first(), reason="A false count", by="x")
        append_only.take_down(connection)  # they would refuse each change before its constraint could
        yield


def marked():
    """A body and an office that are scored beside candidates, evidence, and who marks them."""
    body, card = scored.BodyFactory(), cards.Scorecard.objects.order_by("pk").first()
    about = scored.SubjectFactory(scorecard=card, body=body)
    scored.SubjectFactory(scorecard=card, office=races.Office.objects.order_by("pk").first())
    scored.EvidenceFactory(body=body)
    given = {"scorecard": card, "section": card.standard.sections.first(), "user": person("marker")}
    cards.Assignment.objects.create(**given), cards.Assignment.objects.create(**given, subject=about)


def reviewed():
    """One thing of each kind under review."""
    for named in (("subject", "question"), ("promise",), ("candidacy",), ("office", "metric")):
        fields = [cards.UnderReview._meta.get_field(name) for name in named]
        target = {field.name: field.related_model.objects.order_by("pk").first() for field in fields}
        cards.UnderReview.objects.create(reason="A letter came", by="x", **target)


def constraints():
    """name -> (model, constraint) of both rooms, and of the one fact that the toolbox keeps."""
    rooms = (apps.get_app_config(name).get_models() for name in ("races", "scorecards"))
    models = chain(*rooms, [ErrorReport])
    return {one.name: (model, one) for model in models for one in model._meta.constraints}


def test_no_constraint_is_left_untested():
    assert constraints().keys() == BROKEN.keys() | DOUBLED.keys()


@pytest.mark.parametrize(
    ("name", "model", "where", "changes"), [*((name, *case) for name, case in BROKEN.items()), *ALSO_BROKEN]
)
def test_the_database_refuses_a_broken_row(made, name, model, where, changes):
    row = model.objects.filter(**where).order_by("pk").first()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        model.objects.filter(pk=row.pk).update(**changes)
    assert name in str(error.value)


@pytest.mark.parametrize("name", DOUBLED)
def test_the_database_refuses_a_double(made, name):
    model, where, changes = DOUBLED[name]
    double = model.objects.filter(**where).order_by("pk").first()
    double.pk = double.id = None
    double._state.adding = True
    for field, value in changes.items():
        if value == "another" and field == "body":
            value = scored.BodyFactory()
        if field == "person":
            value = races.Person.objects.create(name="Another", is_sample=True)
        setattr(double, field, value)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        model.objects.bulk_create([double])
    assert _names(name, str(error.value))


def _names(name, message):
    """PostgreSQL names the constraint; SQLite names the columns of a unique one."""
    model, rule = constraints()[name]
    assert isinstance(rule, UniqueConstraint)
    columns = (f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in rule.fields)
    return name in message or f"UNIQUE constraint failed: {', '.join(columns)}" in message


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (races.Candidacy, "votes"),
        (races.CountyVotes, "votes"),
        (cards.Observation, "numerator"),
        (cards.Dataset, "rows"),
    ],
)
def test_no_count_is_below_zero(made, model, field):
    row = model.objects.order_by("pk").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field: -1})


def test_a_race_joins_an_office_and_an_election_of_one_state(made):
    race = races.Race.objects.first()
    race.office = races.Office.objects.get(slug="cook")
    with pytest.raises(ValidationError, match="different states"):
        race.full_clean()


def test_nothing_is_said_after_the_date_of_its_source(made):
    position = races.Position.objects.first()
    position.said_on = position.source_date + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="after the date of its source"):
        position.full_clean()


def test_a_rule_that_is_broken_in_a_form_is_explained(made):
    group = races.CommunityGroup.objects.get(legal_form="501c3")
    group.mode = "scoring"
    with pytest.raises(ValidationError, match=r"501\(c\)\(3\)"):
        group.full_clean()

"""The words that stand in place of what is under review."""

from django.utils.translation import gettext as _

from portal.core.templatetags.opr import day


def under_review(since):
    return _("Under review since %(date)s") % {"date": day(since)}

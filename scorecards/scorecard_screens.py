"""The editors' screens about scorecards, in the order of the menu: one line a module."""

from scorecards import (
    desk_viewsets,
    release_viewsets,
    reply_viewsets,
    report_viewsets,
    review_viewsets,
    standard_viewsets,
)

VIEWSETS = (
    *standard_viewsets.VIEWSETS,
    *desk_viewsets.VIEWSETS,
    *reply_viewsets.VIEWSETS,
    *release_viewsets.VIEWSETS,
    *review_viewsets.VIEWSETS,
    *report_viewsets.VIEWSETS,
)

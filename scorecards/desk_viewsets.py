"""The editors' screens for scorecards, their subjects and the marking desk."""

VIEWSETS = ()

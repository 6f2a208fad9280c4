"""The editors' screens for the right of reply."""

VIEWSETS = ()

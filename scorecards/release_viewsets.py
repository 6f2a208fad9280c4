"""The editors' screens for audit, release and correction."""

VIEWSETS = ()

"""The editors' screens for standards: written, compared, published as a version."""

VIEWSETS = ()

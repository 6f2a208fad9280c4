"""The editors' screens for what is under review, withdrawn or reported."""

VIEWSETS = ()

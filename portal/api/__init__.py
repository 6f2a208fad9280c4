"""The read-only public API (django-ninja), oEmbed and feeds: a room kept for later, so that no wall moves."""

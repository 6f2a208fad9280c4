"""The read-only public API (django-ninja), oEmbed and feeds. Empty until the API issue; the room exists so that no wall moves."""

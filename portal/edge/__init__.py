"""Finished responses: tags, store, purge and bake: a room kept for later, so that no wall moves."""

"""Public addresses that are views. They stand before the Wagtail catch-all; their first words are reserved."""

machine = []
public = []

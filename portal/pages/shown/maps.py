"""A small picture of a state's counties. The list beside it says the same in words."""


def of_counties(state, counties, chosen):
    """The outlines of a state's `counties`, those with an id in `chosen` apart from the rest; None where no
    outline of a chosen one is known (the boundaries are of 2017). Two paths, so that a page stays light."""
    marked = "".join(county.shape for county in counties if county.pk in chosen)
    if not marked or not state.shape_box:
        return None
    rest = "".join(county.shape for county in counties if county.pk not in chosen)
    return {"box": state.shape_box, "marked": marked, "rest": rest}

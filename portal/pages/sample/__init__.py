"""Sample State: invented places, people and figures that show every part of the portal filled in."""

import pytest
from wagtail.models import Page

from portal.pages.models import HomePage

pytestmark = pytest.mark.django_db


def test_the_tree_is_sound_from_the_first_migration():
    assert Page.find_problems() == ([], [], [], [], [])
    assert HomePage.objects.get().get_site().is_default_site

import re

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language

# Whoever has the address of one of these can write in somebody's name: it is not handed on in a link.
PRIVATE = re.compile(r"^(?:/es)?/(?:answer|reply|report)(?:/|$)")
OTHER = {"en": ("es", "Español"), "es": ("en", "English")}


def frame(request):
    """What the frame of every page needs: the site's name and the same page in the other language."""
    language = get_language() or "en"
    code, name = OTHER.get(language, OTHER["en"])
    return {
        "site_name": settings.SITE_NAME,
        "language": language,
        "report_path": "" if PRIVATE.match(request.path) else request.path,
        "other_language": {"code": code, "name": name, "url": translate_url(request.get_full_path(), code)},
    }

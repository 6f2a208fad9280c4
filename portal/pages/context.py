from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language

OTHER = {"en": ("es", "Español"), "es": ("en", "English")}


def frame(request):
    """What the frame of every page needs: the site's name and the same page in the other language."""
    language = get_language() or "en"
    code, name = OTHER.get(language, OTHER["en"])
    return {
        "site_name": settings.SITE_NAME,
        "language": language,
        "other_language": {"code": code, "name": name, "url": translate_url(request.get_full_path(), code)},
    }

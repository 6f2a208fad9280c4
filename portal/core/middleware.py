import base64
import hashlib
import json
import re

from django.utils import translation

# The only inline scripts Wagtail 8 writes: the start calls of its date pickers and choosers (widgets), and of
# its inline panels (admins' workflow screens). Exactly these are allowed, each by its hash; anything else
# inline stays refused.
WIDGET_CALL = re.compile(
    r"<script>((?:initDateChooser|initTimeChooser|initDateTimeChooser|"
    r"new (?:Chooser|PageChooser|ImageChooser|DocumentChooser|SnippetChooser|TaskChooser))"
    r"\(([^<]*)\);)</script>"
)
PANEL_CALL = re.compile(
    r"<script>(\s*\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"
    r"\(JSON\.parse\(\"(?:[^\"\\<]|\\u[0-9A-F]{4})*\"\)\);\s*\}\)\(\);\s*)</script>"
)
ADMIN_PREFIX = "/admin/"


class LanguageFromPathMiddleware:
    """The address alone decides the language. Django's LocaleMiddleware would add `Vary: Accept-Language`
    to pages that never depend on that header, which spoils caching."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = translation.get_language_from_path(request.path_info) or "en"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            # Template responses are rendered before the language is given back.
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", language)
        return response


def start_calls(html):
    """Wagtail's own inline scripts in a page. A call with anything but plain JSON in its brackets is not one
    of them: so markup that slipped into a page cannot have its own script blessed here."""
    calls = [call for call, arguments in WIDGET_CALL.findall(html) if _is_json(f"[{arguments}]")]
    return calls + PANEL_CALL.findall(html)


def _is_json(text):
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


class AdminPolicyMiddleware:
    """Same strict policy for the admin; its previews may be framed by itself, its start calls run by hash."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith(ADMIN_PREFIX):
            return response
        # A preview went through the middleware once already, as the public page it shows.
        response.headers.pop("Content-Security-Policy", None)
        response._csp_replace = {"frame-ancestors": ["'self'"]}
        if "text/html" in response.get("Content-Type", "") and not response.streaming:
            calls = start_calls(response.content.decode(response.charset, "replace"))
            if hashes := sorted({self.hash_of(call) for call in calls}):
                response._csp_update = {"script-src": hashes}
        return response

    @staticmethod
    def hash_of(script):
        digest = hashlib.sha256(script.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

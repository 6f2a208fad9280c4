import base64
import hashlib
import re

from django.utils import translation

# The only inline scripts Wagtail 8 writes: the start calls of its date pickers and choosers. Exactly these
# are allowed, each by its hash; anything else inline stays refused.
START_CALL = re.compile(
    r"<script>(\s*(?:(?:initDateChooser|initTimeChooser|initDateTimeChooser)\(\"[\w-]+\",\s*\{[^<]*\}\);?"
    r"|new\s+\w*Chooser\(\"[\w-]+\"(?:,\s*\{[^<]*\})?\);?)\s*)</script>"
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
            calls = START_CALL.findall(response.content.decode(response.charset, "replace"))
            if hashes := sorted({self.hash_of(call) for call in calls}):
                response._csp_update = {"script-src": hashes}
        return response

    @staticmethod
    def hash_of(script):
        digest = hashlib.sha256(script.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

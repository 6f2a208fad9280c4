from django.http import HttpResponse


def healthz(request):
    """The web process answers. Touches no database: a slow one must not make every server look dead."""
    return HttpResponse("ok\n", content_type="text/plain")

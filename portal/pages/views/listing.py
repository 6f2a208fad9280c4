"""What every public list does: filter by its GET form, cut into pages, answer as page, CSV or JSON."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse

from portal.core import csvout
from portal.pages.views.caching import asked_each_time

PAGE_SIZE = 50


def chosen(form):
    """The filter's usable values. An unknown one filters nothing: the page says so beside its field."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


def paged(request, rows, filters):
    """One page of rows, and the address's other fields for the links to its neighbors."""
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    query = urlencode(filters)
    return {"page_of": page, "query": f"{query}&" if query else ""}


def data(rows, columns, kind, name):
    """The same rows as a file: `rows` are mappings by column name, with a column `sample`."""
    rows = list(rows)
    if kind == "json":
        response = JsonResponse({"columns": columns, "rows": rows}, json_dumps_params={"ensure_ascii": False})
    else:
        response = HttpResponse(csvout.dumps(rows, columns), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.{kind}"'
    asked_each_time(response)
    return unindexed(response, any(row["sample"] for row in rows))


def unindexed(response, sample):
    """Search engines are kept from a file with invented content: it has no room for the page's `robots` line."""
    if sample:
        response["X-Robots-Tag"] = "noindex"
    return response

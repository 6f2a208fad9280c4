from django.db import migrations
from django.utils import timezone

WELCOME = "00010001"


def create_home(apps, schema_editor):
    """Home with its two fixed indexes, in place of Wagtail's welcome page."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Site.objects.all().delete()
    Page.objects.filter(path__startswith=WELCOME).delete()
    locale = Locale.objects.get_or_create(language_code="en")[0]
    now = timezone.now()

    def add(model, title, slug, path, url_path, numchild):
        content_type = ContentType.objects.get_or_create(app_label="pages", model=model.lower())[0]
        return apps.get_model("pages", model).objects.create(
            title=title, draft_title=title, slug=slug, path=path, depth=len(path) // 4, numchild=numchild,
            url_path=url_path, locale=locale, content_type=content_type, live=True,
            first_published_at=now, last_published_at=now, latest_revision_created_at=now,
        )

    home = add("HomePage", "Home", "home", WELCOME, "/home/", 2)
    add("OfficeIndexPage", "Offices", "offices", WELCOME + "0001", "/home/offices/", 0)
    add("ScorecardIndexPage", "Scorecards", "scorecards", WELCOME + "0002", "/home/scorecards/", 0)
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.create(
        hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True, site_name="Open Prosecutor Record"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailcore", "0054_initial_locale"),
    ]
    operations = [migrations.RunPython(create_home, migrations.RunPython.noop)]

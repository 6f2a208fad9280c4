import pytest


@pytest.fixture(scope="session", autouse=True)
def migrated_rows(browser, django_db_setup, django_db_blocker):
    """Lets `serialized_rollback` bring the migrated rows back (root, Home, indexes, permissions).

    Django keeps its copy of them on the connection. Once Playwright's event loop runs in this thread, asgiref
    hands out another connection object, which has no copy: so it gets one here, before the first browser test.
    """
    from django.db import connection

    if not hasattr(connection, "_test_serialized_contents"):
        with django_db_blocker.unblock():
            connection._test_serialized_contents = connection.creation.serialize_db_to_string()

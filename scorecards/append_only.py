"""Tables whose rows, once written, no statement can change or take away: the database itself refuses.

Made by a migration. A later migration that alters one of these tables on SQLite makes the table anew, without its
triggers: it has to `put_up` again.
"""

TABLES = ("scorecards_figurechange", "scorecards_yearfreeze")
ACTIONS = ("update", "delete")
SAID = "a row of the change log or of a frozen year is never changed"

SQLITE = "CREATE TRIGGER {name} BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, '{said}'); END"
POSTGRESQL = "CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION scorecards_refuse()"
REFUSE = (
    "CREATE OR REPLACE FUNCTION scorecards_refuse() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
)


def put_up(connection):
    """Make the triggers, on SQLite and PostgreSQL."""
    make = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(REFUSE.format(said=SAID))
        for name, action, table in _triggers():
            cursor.execute(make.format(name=name, action=action.upper(), table=table, said=SAID))


def take_down(connection):
    with connection.cursor() as cursor:
        for name, _action, table in _triggers():
            of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS scorecards_refuse()")


def _triggers():
    return [(f"{table}_no_{action}", action, table) for table in TABLES for action in ACTIONS]

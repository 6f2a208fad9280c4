"""Tables whose rows, once written, no statement can change or take away: the database itself refuses.

Made by a migration. A later migration that alters one of these tables on SQLite makes the table anew, without its
triggers: it has to `put_up` again.
"""

FIGURES = ("scorecards_figurechange", "scorecards_yearfreeze")
SCORECARDS = (
    "scorecards_standardversion",
    "scorecards_release",
    "scorecards_releasesheet",
    "scorecards_correction",
    "scorecards_withdrawal",
)
TABLES = (*FIGURES, *SCORECARDS)
ACTIONS = ("update", "delete")
SAID = "what was published for good is never changed"

SQLITE = "CREATE TRIGGER {name} BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, '{said}'); END"
POSTGRESQL = "CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION scorecards_refuse()"
REFUSE = (
    "CREATE OR REPLACE FUNCTION scorecards_refuse() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
)


def put_up(connection, tables=TABLES):
    """Make the triggers, on SQLite and PostgreSQL."""
    make = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(REFUSE.format(said=SAID))
        for name, action, table in _triggers(tables):
            cursor.execute(make.format(name=name, action=action.upper(), table=table, said=SAID))


def take_down(connection, tables=TABLES):
    with connection.cursor() as cursor:
        for name, _action, table in _triggers(tables):
            of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")
        if connection.vendor == "postgresql" and set(FIGURES) <= set(tables):  # the first ones made it
            cursor.execute("DROP FUNCTION IF EXISTS scorecards_refuse()")


def _triggers(tables):
    return [(f"{table}_no_{action}", action, table) for table in tables for action in ACTIONS]

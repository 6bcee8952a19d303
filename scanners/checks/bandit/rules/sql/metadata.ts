import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B608",
    checkId: "bandit",
    code: "B608",
    title: "An SQL statement is put together from pieces of text",
    why: "Values that are written into an SQL text become part of the statement: an attribute or a layer name with a quote in it ends the value, and what follows is run by the database. In a shared PostGIS that can change or delete data of others; and a name like O'Brien breaks the query even without ill will.\n\nThe rule cannot see what the pieces are. Names of tables and columns can only be put in this way, so many hits are fine; look at those that hold values first.",
    howToFix:
      'Pass values apart from the statement: cursor.execute("SELECT * FROM roads WHERE name = %s", (name,)) for psycopg2, with ? for sqlite3. For names of tables and columns use psycopg2.sql.Identifier, or compare them with a list that you know.',
    intended: nosec("B608", 'cursor.execute(f"SELECT * FROM {table}")'),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: 'def find(cursor, name):\n    cursor.execute("SELECT id FROM roads WHERE name = \'" + name + "\'")\n',
    },
    goodExample: {
      path: "plugin.py",
      code: 'def find(cursor, name):\n    cursor.execute("SELECT id FROM roads WHERE name = %s", (name,))\n',
    },
    references: [
      banditReference("plugins", "b608_hardcoded_sql_expressions", "B608: hardcoded_sql_expressions"),
      { title: "psycopg2: building statements from parts", url: "https://www.psycopg.org/docs/sql.html" },
      { title: "Python: sqlite3 placeholders", url: "https://docs.python.org/3/library/sqlite3.html#sqlite3-placeholders" },
    ],
    cwe: 89,
  },
  {
    id: "bandit/B610",
    checkId: "bandit",
    code: "B610",
    title: "A method extra() gets something that is not a fixed text",
    why: "Django's extra() writes its texts into the SQL statement as they are, so a value from outside can change the statement. Plugins rarely contain Django, but parts of a web application are sometimes shipped along.\n\nThe rule goes by the name of the method: any other extra() is reported too.",
    howToFix:
      "With Django use filter(), annotate() and expressions, or pass values in params=. If the method has nothing to do with a database, mark the line.",
    intended: nosec("B610", "roads.extra(where=[condition])"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: 'def find(roads, name):\n    return roads.extra(where=["name = \'" + name + "\'"])\n' },
    goodExample: { path: "plugin.py", code: "def find(roads, name):\n    return roads.filter(name=name)\n" },
    references: [
      banditReference("plugins", "b610_django_extra_used", "B610: django_extra_used"),
      {
        title: "Django: protection against SQL injection",
        url: "https://docs.djangoproject.com/en/stable/topics/security/#sql-injection-protection",
      },
    ],
    cwe: 89,
  },
  {
    id: "bandit/B611",
    checkId: "bandit",
    code: "B611",
    title: "RawSQL() gets something that is not a fixed text",
    why: "RawSQL() writes its text into Django's statement as it is. If a value from outside is part of that text, it can change what the database is asked, or told to delete.",
    howToFix:
      'Write %s in a fixed text and pass the values as the second argument: RawSQL("name = %s", [name]). Better still, use Django\'s expressions.',
    intended: nosec("B611", "RawSQL(condition, [])"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: 'from django.db.models.expressions import RawSQL\n\n\ndef find(roads, name):\n    return roads.annotate(hit=RawSQL("name = \'" + name + "\'", []))\n',
    },
    goodExample: {
      path: "plugin.py",
      code: 'from django.db.models.expressions import RawSQL\n\n\ndef find(roads, name):\n    return roads.annotate(hit=RawSQL("name = %s", [name]))\n',
    },
    references: [
      banditReference("plugins", "b611_django_rawsql_used", "B611: django_rawsql_used"),
      { title: "Django: raw SQL expressions", url: "https://docs.djangoproject.com/en/stable/ref/models/expressions/#raw-sql-expressions" },
    ],
    cwe: 89,
  },
];

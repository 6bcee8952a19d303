import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";
import { cpuMs } from "@/tests/helpers/cpu-time";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("SQL statements", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      'x = "select a from b"\nx = "select a from b " + y\nx = "select a from " + y\nx = "select " + y + " from b"\nx = "select " + y + " from b " + z\nx = y + "select a from b "\nx = "delete " + "from b "',
      ["2 B608 medium/low", "3 B608 medium/low", "4 B608 medium/low", "5 B608 medium/low", "6 B608 medium/low"],
    ],
    [
      'x = "select a " % y\nx = "select %s from b " % y\nc.execute("select %s from b " % y)\nc.execute(("select a from b " + y))\nc.execute(q="select a from b " + y)\nexecutemany("update a set b=" + y, z)\nc.executescript("update a set b=" + y)',
      [
        "2 B608 medium/low",
        "3 B608 medium/medium",
        "4 B608 medium/medium",
        "5 B608 medium/low",
        "6 B608 medium/medium",
        "7 B608 medium/low",
      ],
    ],
    [
      'x = "insert into a values ({})".format(y)\nc.execute("insert into a values ({})".format(y))\nc.execute("insert into a values (z)".replace("z", y))\nx = "insert into a values (z)".strip(y)\nx = "insert into a values (z)".format\nx = "insert into a (b) select c".format(y)',
      ["1 B608 medium/low", "2 B608 medium/medium", "3 B608 medium/low", "5 B608 medium/low"],
    ],
    [
      'x = f"select {a} from b"\nc.execute(f"delete from b where c={a}")\nx = f"{a} select b from {c}"\nx = f"update {a:{w}} set {b}"\nx = f"select a from b"\nx = f"{a:select b from c}"\nx = f"{f(\'select a from b \')}"\nx = "select a " f"from {b} "',
      [
        "1 B608 medium/low",
        "2 B608 medium/medium",
        "3 B608 medium/low",
        "4 B608 medium/low",
        "5 B608 medium/low",
        "6 B608 medium/low",
        "8 B608 medium/low",
      ],
    ],
    [
      'x = ("a" + y) + ("select " + z + " from b ")\nx = "a" + ("select b" + y) + ("from c" + z)\nx = ("select " + y) + (z + " from b ")\nx = b"select a from b " + y\nx = "".join(["select a from b ", y])\n"select a from b " + y',
      ["1 B608 medium/low", "1 B608 medium/low", "2 B608 medium/low", "3 B608 medium/low", "6 B608 medium/low"],
    ],
    [
      'x = """\nselect a\nfrom b\nwhere """ + y + """\norder by c"""\nc.execute("""\ndelete\nfrom b\n""".format(\n  y))',
      ["1 B608 medium/low", "6 B608 medium/medium"],
    ],
    [
      'x = "SELECTED from b " + y\nx = "selects from b " + y\nx = "preselect a from b " + y\nx = "select\\x1ca\\x85from\\u2003" + y\nx = "\\u017felect a from b " + y\nx = "select a from\\ufeff" + y\nx = "\\u0131nsert into a values(" + y\nx = "delete  from" + y\nx = "update a reset b" + y',
      ["3 B608 medium/low", "4 B608 medium/low", "5 B608 medium/low", "7 B608 medium/low", "9 B608 medium/low"],
    ],
    [
      'q.extra(where=["a"])\nq.extra(where=["a", x])\nq.extra(where="a")\nq.extra(tables=("a",))\nq.extra(select={"a": "b"})\nq.extra(select={"a": x})\nq.extra(select={**x})\nq.extra({"a": "b"}, ["a"], x, ["b"], y)\nq.extra({}, [], x, y)\nq.extra(order_by=x)\nextra(*x)\nextra()',
      [
        "2 B610 medium/medium",
        "3 B610 medium/medium",
        "4 B610 medium/medium",
        "6 B610 medium/medium",
        "7 B610 medium/medium",
        "9 B610 medium/medium",
        "11 B610 medium/medium",
      ],
    ],
    [
      'from django.db.models.expressions import RawSQL\nRawSQL("a", [])\nRawSQL(x, [])\nRawSQL(sql=x)\nRawSQL()\nRawSQL(params=x)\nmodels.RawSQL(f"a")',
      ["3 B611 medium/medium", "4 B611 medium/medium", "7 B611 medium/medium"],
    ],
    ["RawSQL(x)", []],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B608", "B610", "B611"])).toEqual(expected);
  });
});

/** Terms added in pairs, and the pairs in pairs: flat enough for a tree of any size. */
function sumOf(terms: readonly string[]): string {
  if (terms.length < 2) return terms[0] ?? "";
  const pairs = terms.flatMap((term, index) => (index % 2 === 0 ? [terms[index + 1] ? `(${term} + ${terms[index + 1]})` : term] : []));
  return sumOf(pairs);
}

describe("large statements", () => {
  it.each([
    ["a sum of 8,000 texts", `x = ${sumOf(Array.from({ length: 8_000 }, () => '"select a from b "\n'))}`],
    ["a start without an end, often", `x = f"{a}${"select ".repeat(50_000)}"`],
    ["blanks without end", `x = f"{a}${`insert${" ".repeat(20_000)}`.repeat(20)}"`],
    ["an f-string in 50,000 pieces", `x = f"${"{a}".repeat(25_000)}${"{a}b".repeat(25_000)}"`],
    ["one word of 50,000 letters", `x = "${"a".repeat(50_000)}!" + b`],
  ])("%s", (_what, code) => {
    const started = cpuMs();
    banditIssues(code.replaceAll("(", "(\n"), ["B608"]);
    expect(cpuMs() - started).toBeLessThan(20_000);
  });
});

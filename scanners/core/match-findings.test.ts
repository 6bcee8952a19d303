import { describe, expect, it } from "vitest";
import { fingerprintsOf } from "./fingerprint";
import { type Matchable, matchFindings } from "./match-findings";

const at = (path: string, statement = "os.system(x)", scope = "run"): Matchable => ({
  ...fingerprintsOf("key", { ruleId: "bandit/B605", path, scope, statement }),
  ...{ ruleId: "bandit/B605", path, line: 3 },
  snippet: { startLine: 2, lines: ["before", statement, "behind"], markStart: 1, markEnd: 1 },
});
/** About a file as a whole: its statement is the hash of its content. */
const ofFile = (path: string, content: string) => ({ ...at(path, content, ""), line: 0, snippet: null });
const changes = (later: Matchable[], earlier: Matchable[]) => {
  const { matches, gone } = matchFindings(later, earlier);
  return { changes: matches.map((match) => match.change), gone: gone.length };
};

describe("matchFindings", () => {
  it("knows the same statement at the same place, however it is formatted", () =>
    expect(changes([at("a.py", "os.system( x )")], [at("a.py")])).toEqual({ changes: ["carried-over"], gone: 0 }));

  it("knows it in a renamed file", () => expect(changes([at("b.py")], [at("a.py")])).toEqual({ changes: ["moved"], gone: 0 }));

  it("does not know a changed statement", () =>
    expect(changes([at("a.py", "os.system(y)")], [at("a.py")])).toEqual({ changes: ["new"], gone: 1 }));

  it("counts equal ones: an added one is new", () =>
    expect(changes([at("a.py"), at("a.py"), at("a.py")], [at("a.py"), at("a.py")])).toEqual({
      changes: ["carried-over", "carried-over", "new"],
      gone: 0,
    }));

  it("counts equal ones: a removed one is gone", () =>
    expect(changes([at("a.py")], [at("a.py"), at("a.py")])).toEqual({ changes: ["carried-over"], gone: 1 }));

  it("takes a copy in another file for new while the first stays", () =>
    expect(changes([at("a.py"), at("b.py")], [at("a.py")])).toEqual({ changes: ["carried-over", "new"], gone: 0 }));

  it("pairs those that stayed before those that moved", () =>
    expect(changes([at("b.py"), at("c.py")], [at("a.py"), at("b.py")])).toEqual({ changes: ["carried-over", "moved"], gone: 0 }));

  it("knows it when the function around it is renamed, and in lines that moved to another depth", () =>
    expect(changes([at("a.py", "    os.system(x)", "start")], [at("a.py")])).toEqual({ changes: ["carried-over"], gone: 0 }));

  it("takes nobody's word for texts that are masked", () =>
    expect(changes([at("a.py", 'key = "••••••"', "start")], [at("a.py", 'key = "••••••"')])).toEqual({ changes: ["new"], gone: 1 }));

  it("knows what is said of a file when its content changes", () =>
    expect(changes([ofFile("a.sh", "two")], [ofFile("a.sh", "one")])).toEqual({ changes: ["carried-over"], gone: 0 }));

  it("of files that move to another folder, pairs those of one name", () => {
    const { matches } = matchFindings([at("old/a.py"), at("old/b.py")], [at("b.py"), at("a.py")]);
    expect(matches.map((match) => match.earlier?.path)).toEqual(["a.py", "b.py"]);
  });

  it("matches nothing with nothing", () => expect(changes([], [])).toEqual({ changes: [], gone: 0 }));
});

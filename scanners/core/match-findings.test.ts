import { describe, expect, it } from "vitest";
import { fingerprintsOf } from "./fingerprint";
import { matchFindings } from "./match-findings";

const at = (path: string, statement = "os.system(x)", scope = "run") => ({
  ...fingerprintsOf("key", { ruleId: "bandit/B605", path, scope, statement }),
  path,
});
const changes = (later: ReturnType<typeof at>[], earlier: ReturnType<typeof at>[]) => {
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

  it("matches nothing with nothing", () => expect(changes([], [])).toEqual({ changes: [], gone: 0 }));
});

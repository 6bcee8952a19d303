import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type Rollout, RolloutProgress } from "@/components/admin/rollout-progress";
import { RulesetEffectView } from "@/components/admin/ruleset-effect";
import { urls } from "@/lib/urls";

const NONE = { count: 0, first: [] };
const ONE = { count: 1, first: [{ versionId: 17, packageName: "dams", version: "1.0", errors: ["artifact-missing"] }] };

describe("how far verdicts follow the rules", () => {
  function shown(facts: Partial<Rollout>): string {
    const rollout: Rollout = {
      total: 124,
      behind: 0,
      scanning: 0,
      job: { state: "none" },
      unjudged: NONE,
      isWorkerRunning: true,
      ...facts,
    };
    return renderToStaticMarkup(<RolloutProgress rollout={rollout} bringUpToDate={async (state) => state} />);
  }
  const said = (facts: Partial<Rollout>) => /<p role="status">(.*?)<\/p>/.exec(shown(facts))?.[1];

  it("counts none that could not be checked", () => {
    expect(said({})).toBe("All 124 verdicts that count follow these rules.");
    expect(said({ unjudged: ONE })).toBe("123 of 124 verdicts follow these rules; 1 could not be checked.");
    expect(said({ unjudged: ONE, behind: 20 })).toBe("103 of 124 verdicts follow these rules; 1 could not be checked.");
  });

  it("leads to where one that could not be checked can be scanned again", () => {
    expect(shown({ unjudged: ONE })).toContain(`href="${urls.reviewVersion(17)}"`);
  });
});

describe("what changed rules do", () => {
  const words = (untold: number, turnedOn: number) =>
    renderToStaticMarkup(
      <RulesetEffectView
        ruleset={{ name: "default", version: 2, digest: "a".repeat(64) }}
        differences={[]}
        effect={{ judged: 20, concerned: 0, changes: [], untold }}
        turnedOn={turnedOn}
      />,
    );
  const ALL = "that may still be published, are scanned anew";
  const THESE = "These versions are scanned anew";

  it("says once what is scanned anew", () => {
    expect(words(0, 0)).not.toContain("scanned anew");
    expect(words(0, 1)).toMatch(
      /No badge can change by the rule that was off, but its findings have to be looked for\. The newest published version/,
    );
    for (const untold of [0, 5, 20]) expect(words(untold, 1).split("scanned anew")).toHaveLength(2);
    expect(words(5, 1)).toContain(ALL);
    expect(words(5, 0)).toContain(THESE);
    expect(words(5, 0)).not.toContain(ALL);
  });
});

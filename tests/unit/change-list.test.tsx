import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ChangeList } from "@/components/review/diff/change-list";
import { ChangedFile } from "@/components/review/diff/changed-file";
import type { ChangeView, PlacedFinding } from "@/components/review/diff/view";

const change = (number: number): ChangeView => ({
  kind: "added",
  path: `demo/file_${String(number).padStart(4, "0")}.py`,
  ...{ oldPath: null, oldSize: null, newSize: 1, oldMode: null, newMode: null, added: 1, removed: 0, fold: null },
});
const finding = (severity: PlacedFinding["severity"]) => ({ id: 1, ruleTitle: "A rule", severity, line: 1, message: "" }) as PlacedFinding;

function listed(count: number, allHref: string | null): string[] {
  const html = renderToStaticMarkup(
    <ChangeList
      changes={Array.from({ length: count }, (_, index) => change(index))}
      unchanged={0}
      diffs={[]}
      style="unified"
      findingsOf={(path) =>
        path === "demo/file_0140.py" ? [finding("critical")] : path === "demo/file_0130.py" ? [finding("warning")] : []
      }
      styleHref={() => "#"}
      allHref={allHref}
      toggleHrefOf={() => null}
    />,
  );
  return [...html.matchAll(/demo\/file_\d+\.py/g)].map(([path]) => path);
}

it("a file's findings are counted by severity, and those that are kept beside them", () => {
  const words = (...findings: PlacedFinding[]): string[] => {
    const html = renderToStaticMarkup(
      <ChangedFile
        {...{ change: change(1), anchor: "one", diff: null, toggleHref: null, style: "unified", findings }}
        highlight={() => []}
      />,
    );
    return [...html.matchAll(/\d+ (?:critical|warnings?|notes?|kept|findings?)(?=<)/g)].map(([found]) => found);
  };
  const kept = { ...finding("critical"), isKept: true };
  expect(words(finding("info"), kept)).toEqual(["1 note", "1 kept"]);
  expect(words(finding("warning"), finding("critical"), finding("warning"), kept, kept)).toEqual(["1 critical", "2 warnings", "2 kept"]);
  expect(words(kept)).toEqual(["1 kept"]);
  expect(words()).toEqual([]);
});

describe("a long list of changed files", () => {
  it("begins with what has findings, the critical ones first, and leads to the rest", () => {
    const rows = listed(150, "/review/1?list=all");
    expect(rows.slice(0, 3)).toEqual(["demo/file_0140.py", "demo/file_0130.py", "demo/file_0000.py"]);
    expect(rows).toHaveLength(100);
  });

  it("is whole and in the order of the paths when it is asked for, or short", () => {
    expect(listed(150, null)).toEqual(Array.from({ length: 150 }, (_, index) => change(index).path));
    expect(listed(100, "/review/1?list=all")).toEqual(Array.from({ length: 100 }, (_, index) => change(index).path));
  });
});

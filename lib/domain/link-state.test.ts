import { expect, it } from "vitest";
import { afterLook, type LinkAnswer, type LinkCheck } from "./link-state";

const unknown: LinkCheck = { state: "not-checked", httpStatus: null, problem: null, checkedAt: null, failingSince: null, failures: 0 };
const answers: LinkAnswer = { outcome: "ok", httpStatus: 200, problem: null };
const gone: LinkAnswer = { outcome: "dead", httpStatus: 404, problem: null };
const silent: LinkAnswer = { outcome: "failed", httpStatus: null, problem: "timeout" };
const private_: LinkAnswer = { outcome: "refused", httpStatus: null, problem: "private-address" };

/** Looks each time at the moment the last look asked for. */
function looks(...given: LinkAnswer[]) {
  let now = new Date("2026-03-01T00:00:00Z");
  let known = unknown;
  return given.map((answer) => {
    const next = afterLook(known, answer, now, 0.5);
    const hours = (next.nextCheckAt.getTime() - now.getTime()) / 3_600_000;
    known = next;
    now = next.nextCheckAt;
    return { state: next.state, hours, since: next.failingSince?.toISOString().slice(0, 13) ?? null };
  });
}

it("a page that is gone is dead at once; one that answers is looked at again in a week", () => {
  expect(looks(answers, gone, answers)).toEqual([
    { state: "ok", hours: 168, since: null },
    { state: "dead", hours: 168, since: "2026-03-08T00" },
    { state: "ok", hours: 168, since: null },
  ]);
});

it("no answer is tried again after an hour and six more before it counts, and keeps its first date", () => {
  const since = "2026-03-01T00";
  expect(looks(silent, silent, silent, silent)).toEqual([
    { state: "not-checked", hours: 1, since },
    { state: "not-checked", hours: 6, since },
    { state: "unreachable", hours: 168, since },
    { state: "unreachable", hours: 168, since },
  ]);
  expect(looks(answers, silent, answers, silent).map((look) => look.state)).toEqual(["ok", "ok", "ok", "ok"]);
});

it("what we do not ask is said at once", () => {
  expect(looks(private_)).toEqual([{ state: "refused", hours: 168, since: "2026-03-01T00" }]);
});

it("weekly looks spread over two days", () => {
  const days = [0, 1].map((luck) => {
    const now = new Date(0);
    return afterLook(unknown, answers, now, luck).nextCheckAt.getTime() / 86_400_000;
  });
  expect(days).toEqual([6, 8]);
});

import { describe, expect, it } from "vitest";
import { HOSTILE_FILES } from "@/tests/builders/hostile-files";
import { oneOf, seededRandom } from "../throw-away/random";
import { judge } from "./judge";
import { mutate } from "./mutate";
import { ownSources } from "./sources";

const MUTANTS = 200;
/** The others are for `npm run fuzz -- --hostile`. */
const QUICK_BYTES = 120_000;

describe("damaged files", () => {
  it("end as analysed or not analysed, the same each time", async () => {
    const sources = ownSources();
    const random = seededRandom(20_261);
    const states = new Map<string, number>();
    for (let index = 0; index < MUTANTS; index++) {
      const source = oneOf(random, sources);
      const { bytes, how } = mutate(random, Buffer.from(source.bytes), Buffer.from(oneOf(random, sources).bytes));
      const { state, why } = await judge({ path: source.path, bytes }, index % 10 === 0);
      expect([index, how, state === "failed" ? why : "ended"]).toEqual([index, how, "ended"]);
      states.set(state, (states.get(state) ?? 0) + 1);
    }
    expect([...states.keys()].sort()).toEqual(["analysed", "not-analysed"]);
  }, 60_000);
});

describe("hostile files", () => {
  const quick = Object.entries(HOSTILE_FILES).flatMap(([name, make]) => {
    const subject = make();
    return subject.bytes.byteLength <= QUICK_BYTES ? [[name, subject] as const] : [];
  });

  it.each(quick)(
    "%s",
    async (_, subject) => {
      const started = performance.now();
      expect((await judge(subject)).state).not.toBe("failed");
      expect(performance.now() - started).toBeLessThan(10_000);
    },
    30_000,
  );
});

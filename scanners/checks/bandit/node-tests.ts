import type { PythonFile } from "../../python/python-file";
import type { BanditIssue, BanditTests, CallTest } from "./issue";
import { DETECTORS } from "./rule-folders";

export type NodeKind = Exclude<keyof BanditTests, "Call">;

interface AnyTest<Context> {
  code: string;
  test(context: Context): BanditIssue | null;
}

const FAMILIES: readonly BanditTests[] = DETECTORS;

/** All tests that run on one kind of node, of all rule families. */
export function testsOf<Context>(kind: NodeKind): readonly AnyTest<Context>[] {
  return FAMILIES.flatMap((family) => (family[kind] ?? []) as readonly AnyTest<Context>[]);
}

const CALL_TESTS: readonly CallTest[] = FAMILIES.flatMap((family) => family.Call ?? []);
const CALLS_BY_NAME = new Map<string, CallTest[]>();
for (const test of CALL_TESTS) {
  for (const name of test.names ?? []) {
    const tests = CALLS_BY_NAME.get(name);
    if (tests) tests.push(test);
    else CALLS_BY_NAME.set(name, [test]);
  }
}
const UNNAMED = CALL_TESTS.filter((test) => !test.names);

/** Tests of calls whose name ends so, besides those of `testsOfAnyCall`. */
export function testsOfCall(name: string): readonly CallTest[] | undefined {
  return CALLS_BY_NAME.get(name);
}

/** Tests that look at calls of any name, without those that cannot find anything in this file. */
export function testsOfAnyCall(file: PythonFile): readonly CallTest[] {
  // CPython reads identifiers in their compatibility form (NFKC), so other letters may stand for the words.
  const text = UNNAMED.some((test) => test.mentions) && /[^\0-\x7f]/.test(file.text) ? file.text.normalize("NFKC") : file.text;
  return UNNAMED.filter((test) => test.mentions?.some((word) => text.includes(word)) ?? true);
}

import type { Confidence } from "../../core/types";
import type { PyNode } from "../../python/ast";
import type { PythonFile } from "../../python/python-file";
import type { Imports } from "../../python/qualified-names";
import type { CallContext } from "./call-context";

/** What one Bandit test says of one node. */
export interface BanditIssue {
  code: string;
  severity: "high" | "medium" | "low";
  confidence: Confidence;
  message: string;
  /** Only where Bandit's test itself names a line; undefined means the node's. It also says where a `# nosec` may stand. */
  line?: number | undefined;
  /** What the ruleset may look at, for instance `literal`. */
  shape?: string;
  data?: Record<string, string>;
  /**
   * The node whose text is the finding's statement, and with which the marked lines end. Default: the node that was looked
   * at; for a text the expression or statement around it, when that is short. Where a `# nosec` counts is not changed by it.
   */
  anchor?: PyNode;
  /** Instead of the anchor's text: what the finding's identity is made of. */
  statement?: string;
}

/** A node that is not a call, and what is known at this point of the file. */
export interface NodeContext {
  node: PyNode;
  file: PythonFile;
  /** What was imported above it. */
  imports: Imports;
}

interface Test<Context> {
  /** For the message when the test itself fails. */
  code: string;
  test(context: Context): BanditIssue | null;
}

/** A test of calls, with the cheap conditions under which it is asked at all. */
export interface CallTest extends Test<CallContext> {
  /** The last parts of the called names that it looks at; absent: any. */
  names?: readonly string[];
  /** It can only find something in a file whose text holds one of these. */
  mentions?: readonly string[];
}

/** What the `detect.ts` of a rule family exports: tests by the kind of node on which Bandit 1.9.4 runs them. */
export interface BanditTests {
  Call?: readonly CallTest[];
  /** Texts, parts of f-strings among them, but not those that are a statement of their own (docstrings). */
  Str?: readonly Test<NodeContext>[];
  Import?: readonly Test<NodeContext>[];
  /** As in Bandit only `def`, never `async def`. */
  FunctionDef?: readonly Test<NodeContext>[];
  Assert?: readonly Test<NodeContext>[];
  ExceptHandler?: readonly Test<NodeContext>[];
  /** Once per file, after its tree; an issue without a line is about the whole file. */
  File?: readonly Test<{ file: PythonFile }>[];
}

/** Thrown where the real test ends in an exception of its own, which Bandit answers by reporting nothing from it. */
export class BanditGivesUp extends Error {}

import type { Confidence } from "../../core/types";
import type { PyNode } from "../../python/ast";

/** What one Bandit test says of one node. */
export interface BanditIssue {
  code: string;
  severity: "high" | "medium" | "low";
  confidence: Confidence;
  message: string;
  /** Only where the test itself names a line; otherwise the node's. */
  line?: number;
  shape?: string;
  data?: Record<string, string>;
}

/** A call with its name resolved through the imports above it. */
export interface CallContext {
  node: PyNode;
  /** For instance `subprocess.call`; empty when it has no static name. */
  qualifiedName: string;
  /** The last part of it. */
  name: string;
}

export type CallTest = (call: CallContext) => BanditIssue | null;
export type StringTest = (node: PyNode) => BanditIssue | null;

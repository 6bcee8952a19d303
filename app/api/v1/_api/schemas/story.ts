/**
 * What all examples tell of: one plugin whose version 1.0.0 its owner took back, whose 1.1.0 is public with advice,
 * and whose 1.2.0 was sent a moment ago and is blocked by a finding that 1.1.0 did not have.
 */
import { urls } from "@/lib/urls";
import { CHECKS, ruleById } from "@/scanners/ruleset/rules";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { ACKNOWLEDGED, BLOCKING, OPEN_FINDINGS } from "./sample";

export const EXAMPLE_SITE = "https://plugins.example.org";
export const PACKAGE = "my_plugin";
export const TAKEN_BACK = { version: "1.0.0", hiddenAt: "2026-05-11T07:20:00.000Z" } as const;
export const PUBLIC = {
  ...{ version: "1.1.0", versionId: 231, scanId: "b8e4c0d2-51a7-4f6e-8c39-7d20e9a4f613" },
  sha256: "23b3cdd77cf32dce5f392a1e55136b17c103f94abaad58d18def2125c607b67e",
  uploadedAt: "2026-05-04T08:12:00.000Z",
  decidedAt: "2026-05-04T08:40:00.000Z",
  publishedAt: "2026-05-04T10:40:00.000Z",
} as const;
export const SENT = {
  ...{ version: "1.2.0", versionId: 257, scanId: "3f2a9d5c-7c1e-4d0a-9a53-2b6f8f0f9d11" },
  sha256: "3d2219b96b257f1896c615b3b04d54055c935e96803aa9da697b0400cf6c8fdd",
  resultDigest: "16ec9aba3a0536c3a56cdfa1982a4f60d3e2371e3f19c1b1824582e0ebb6371c",
  at: "2026-07-14T09:30:00.000Z",
  concludedAt: "2026-07-14T09:30:06.000Z",
} as const;
/** The same file, checked without being uploaded. */
export const DRY_RUN = { scanId: "c56d1f7a-0e92-4b18-b6d4-93a1e8f2705b", expiresAt: "2026-07-21T09:30:00.000Z" } as const;
export const RULE = BLOCKING.rule;
/** With the texts that its page has. */
export const SHOWN_RULE = shownRule();
export const RULESET = DEFAULT_RULESET;
/** The engine that scanned it. */
export const ENGINE = "0.4.0";

function shownRule() {
  const found = ruleById(RULE);
  if (!found) throw new Error(`no rule is called ${RULE}`);
  return found;
}

const NONE = { critical: 0, warning: 0, info: 0 };

function openOf(check?: string) {
  const open = { ...NONE };
  for (const one of OPEN_FINDINGS) if (check === undefined || one.check === check) open[one.severity]++;
  return open;
}

/** 1.1.0: three warnings, one of them acknowledged. */
export const PUBLIC_CHECKS = CHECKS.map(({ id }) => ({
  ...{ check: id, state: "finished" },
  findings: { ...NONE, warning: id === "bandit" ? 1 : id === "flake8" ? 2 : 0 },
  suppressed: 0,
}));

/** 1.2.0: one finding that blocks, one warning and one note are open; the acknowledged one is kept. */
export const OPEN = openOf();
export const KEPT = { suppressed: 0, acknowledged: 1, accepted: 0 };
/** Notes left out: the one that blocks is new, one warning was there, and 1.1.0 had one more. */
export const MEMORY = { new: 1, carried_over: 1, fixed: 1 };
export const SENT_CHECKS = CHECKS.map(({ id, title, blocking }) => ({
  ...{ check: id, title, state: "finished", blocking, duration_ms: id === "bandit" ? 840 : 310, error_code: null },
  ...{ open: openOf(id), kept: id === ACKNOWLEDGED.check ? 1 : 0 },
}));
export const QUEUED_CHECKS = SENT_CHECKS.map((check) => ({ ...check, state: "queued", duration_ms: null, open: NONE, kept: 0 }));

/** The queries whose answers are shown: one item to a page, so that the example holds a whole page. */
export const PLUGIN_QUERY = { q: "raster", qgis: "3.34", badge: "green-with-advice", limit: 1 } as const;
export const FINDING_QUERY = { severity: "critical", standing: "open", limit: 50 } as const;
export const PLUGINS_FOUND = 3;
export const NEXT_PLUGINS = urls.apiPlugins({ q: "raster", qgis: "3.34", badge: "green-with-advice", sort: "newest", page: 2, limit: 1 });

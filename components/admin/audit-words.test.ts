import { expect, it } from "vitest";
import type { PluginEvent } from "@/db/schema/plugin-events";
import { auditWords, factWords } from "./audit-words";

/** Complete: a new event does not compile before it stands here. */
const PLUGIN_EVENTS: Record<PluginEvent, true> = {
  reserved: true,
  invited: true,
  "invitation-withdrawn": true,
  "invitation-declined": true,
  "collaborator-joined": true,
  "owner-joined": true,
  "ownership-handed-over": true,
  transferred: true,
  left: true,
  removed: true,
  deleted: true,
  restored: true,
  deprecated: true,
  "deprecation-changed": true,
  "deprecation-ended": true,
  "token-revoked": true,
  purged: true,
  released: true,
};

it.each(Object.keys(PLUGIN_EVENTS))("has words for what happens to a plugin: %s", (event) => {
  expect(auditWords(`plugin:${event}`)).not.toContain(":");
});

it.each([
  [{ from: "validating", to: "validated", scan: "1", file: "a" }, "from Validating to Ready for approval"],
  [{ from: "user", to: "approver" }, "from No role to Approver"],
  [{ from: "approved", to: "approved" }, ""],
  [{ mode: "dry-run" }, "to “Dry run”"],
  [
    { rule: "bandit/B602", because: "intended", number: "GB-7" },
    "rule bandit/B602, Intended: the plugin is meant to do this, request GB-7",
  ],
  [{ critical: 1 }, "1 critical finding"],
  [{ point: 2, return: 41, file: "a" }, "point 2"],
  [{ decision: 7, ticked: "links qgis-versions" }, "ticked: links, qgis versions"],
  [{ decision: 7, ticked: "" }, "nothing ticked"],
  [{ task: "send_email", job: "12" }, "Send a mail, job 12"],
  [{ mail: "review-ready", about: "1" }, "Ready for review"],
  [{ ruleset: "a".repeat(64) }, "fingerprint aaaaaaaaaaaa"],
  [null, ""],
])("says the facts of an entry in words: %j", (facts, words) => {
  expect(factWords(facts as Parameters<typeof factWords>[0])).toBe(words);
});

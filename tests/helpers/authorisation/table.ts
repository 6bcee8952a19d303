/** What each address answers to whom. One row per address and case; a cell names a group or one actor, the narrower counts. */
import { signDraftDownload } from "@/lib/signed-link";
import { signUnsubscribe } from "@/lib/unsubscribe-link";
import { urls } from "@/lib/urls";
import { QGIS_2026_07_RULESET } from "@/scanners/ruleset/rulesets";
import { type ActorName, GROUPS, type GroupName } from "./actors";
import type { Scene } from "./scene";

type Cell = Partial<Record<GroupName | ActorName, number>> & { everybody: number };

export interface Row {
  /** As `listAddresses` names it. */
  address: string;
  /** What it is asked about. */
  about: string;
  path(scene: Scene): string;
  /** A form's fields, or JSON; only for writing methods. */
  body?(scene: Scene): { multipart?: Record<string, string>; form?: Record<string, string>; data?: unknown };
  answers: Cell;
}

/** Pages and files know people only by their sign-in: a token there is a stranger. */
const PRIVATE_PAGE: Cell = { everybody: 307, "signed in": 200 };
const REVIEW_PAGE: Cell = { everybody: 307, "signed in": 404, reviewers: 200 };
const ADMIN_PAGE: Cell = { everybody: 307, "signed in": 404, admin: 200 };
const EDITORS_PAGE: Cell = { everybody: 307, "signed in": 404, editors: 200 };
const NO_PATCH: Cell = { everybody: 401, "signed in": 404 };
const MANAGE_PAGE: Cell = { everybody: 307, "signed in": 404, editors: 200, admin: 200 };
const DRAFT: Cell = { everybody: 404, editors: 200, reviewers: 200 };
const PUBLIC: Cell = { everybody: 200 };
const NOBODY: Cell = { everybody: 404 };

/** Addresses for programs know a token's holder, and refuse one that does not work even where a stranger would be answered. */
const API_PUBLIC: Cell = { everybody: 200, "tokens that do not": 403 };
const API_DRAFT: Cell = { ...DRAFT, "editors' tokens": 200, "tokens that do not": 403 };
/** Somebody must ask; who may see it is then told apart. */
const API_OWN: Cell = {
  ...{ everybody: 401, "signed in": 404, editors: 200, "tokens that work": 404, "editors' tokens": 200, "tokens that do not": 403 },
};
const API_REPORT: Cell = { ...API_OWN, reviewers: 200 };
/** The plugin token is for the other plugin. */
const API_PUBLIC_REPORT: Cell = { ...API_REPORT, "plugin token": 404 };

const VERSION = "1.0.0";
const get = (pattern: string, about: string, path: Row["path"], answers: Cell): Row => ({
  address: `GET ${pattern}`,
  about,
  path,
  answers,
});

/** The same address about a plugin that has only a draft, and about one that is public. */
const both = (pattern: string, path: (packageName: string) => string, ofDraft: Cell, ofPublic: Cell): Row[] => [
  get(pattern, "a draft", (scene) => path(scene.draft.packageName), ofDraft),
  get(pattern, "a public plugin", (scene) => path(scene.published.packageName), ofPublic),
];

const publicRows: Row[] = [
  get("/", "the site", urls.home, PUBLIC),
  get("/plugins", "the site", () => urls.plugins(), PUBLIC),
  get("/plugins/tags/[tag]", "the site", () => urls.tag("a-tag"), PUBLIC),
  get("/plugins/author/[name]", "the site", () => urls.author("Somebody"), PUBLIC),
  get("/plugins/plugins.xml", "the site", () => urls.feed({ qgis: "3.34" }), PUBLIC),
  get("/plugins/RPC2", "no call", urls.xmlRpc, { everybody: 405 }),
  {
    ...{ address: "POST /plugins/RPC2", about: "a vote of QGIS Desktop", path: urls.xmlRpc },
    ...{ body: () => ({ data: { id: "djangorpc", method: "plugin.vote", params: ["1", "5"] } }), answers: PUBLIC },
  },
  get("/docs/security-scanning", "the docs", urls.docs, PUBLIC),
  get("/docs/security-scanning/[guide]", "the docs", () => urls.fixGuide("bandit"), PUBLIC),
  get("/docs/security-scanning/rules", "the docs", urls.rules, PUBLIC),
  get("/docs/security-scanning/rules/[...ruleId]", "the docs", () => urls.ruleDocs("bandit/B602"), PUBLIC),
  {
    ...{ address: "POST /api/mail-events", about: "a site without a mail service's secret", path: urls.mailEvents },
    ...{ body: () => ({ data: { type: "email.delivered" } }), answers: NOBODY },
  },
  get("/api/health", "the site", urls.health, PUBLIC),
  get("/api/metrics", "the site", () => "/api/metrics", PUBLIC),
  get("/docs/api", "the docs", urls.apiDocs, PUBLIC),
  get("/signin", "signing in", () => urls.signIn(), PUBLIC),
  get("/signin/sent", "signing in", urls.checkMail, PUBLIC),
  get("/signin/confirm", "a link without its token", () => urls.confirmSignIn({ token: "", email: "" }), PUBLIC),
];

const pluginRows: Row[] = [
  ...both("/plugins/[pkg]", urls.plugin, DRAFT, PUBLIC),
  ...both("/plugins/[pkg]/version/[version]", (pkg) => urls.version(pkg, VERSION), DRAFT, PUBLIC),
  ...both("/plugins/[pkg]/json", urls.pluginJson, API_DRAFT, API_PUBLIC),
  ...both("/plugins/[pkg]/version/[version]/json", (pkg) => urls.versionJson(pkg, VERSION), API_DRAFT, API_PUBLIC),
  ...both("/plugins/[pkg]/version/[version]/download", (pkg) => urls.download(pkg, VERSION), NOBODY, PUBLIC),
  get("/plugins/[pkg]/version/[version]/download", "a draft, by a link made for its owner", linkOf("owner"), PUBLIC),
  get("/plugins/[pkg]/version/[version]/download", "a draft, by a link made for a suspended owner", linkOf("suspended"), NOBODY),
  get("/plugins/[pkg]/version/[version]/download", "a draft, by a link made for another's owner", linkOf("other"), NOBODY),
  ...both("/plugins/[pkg]/latest", urls.latest, NOBODY, { everybody: 307 }),
  ...both("/plugins/[pkg]/icon", urls.icon, NOBODY, NOBODY),
  ...both("/plugins/[pkg]/badge", (pkg) => `${urls.plugin(pkg)}/badge`, NOBODY, PUBLIC),
  ...both("/plugins/[pkg]/badge.svg", urls.badge, NOBODY, PUBLIC),
  ...["draft", "published"].map((which) =>
    get("/api/scan-progress/[versionId]", which, (scene) => urls.scanProgress(scene[which as "draft" | "published"].versionId), DRAFT),
  ),
];

function linkOf(whom: "owner" | "suspended" | "other"): Row["path"] {
  return ({ draft, cast, secret }) =>
    urls.download(draft.packageName, VERSION, signDraftDownload(secret, { ...draft, userId: cast[whom].userId }));
}

const receiptsOf = (secret: string, userId: string): string => signUnsubscribe(secret, { userId, topic: "receipts" });

const privateRows: Row[] = [
  get("/plugins/my", "one's own", urls.myPlugins, PRIVATE_PAGE),
  get("/tokens", "one's own", () => urls.tokens(), PRIVATE_PAGE),
  get("/account/mails", "one's own", urls.accountMails, PRIVATE_PAGE),
  get(
    "/account/mails/stop",
    "the receipts of the owner",
    ({ cast, secret }) => urls.stopMails(receiptsOf(secret, cast.owner.userId)),
    PUBLIC,
  ),
  get("/account/mails/stop", "a token that nobody signed", () => urls.stopMails("made-up"), NOBODY),
  get(
    "/account/mails/unsubscribe",
    "the receipts of the owner",
    ({ cast, secret }) => urls.unsubscribe(receiptsOf(secret, cast.owner.userId)),
    {
      everybody: 303,
    },
  ),
  get("/account/mails/unsubscribe", "a token that nobody signed", () => urls.unsubscribe("made-up"), NOBODY),
  {
    ...{
      address: "POST /account/mails/unsubscribe",
      about: "the receipts of the owner",
      body: () => ({ form: { "List-Unsubscribe": "One-Click" } }),
    },
    ...{ path: ({ cast, secret }: Scene) => urls.unsubscribe(receiptsOf(secret, cast.owner.userId)), answers: PUBLIC },
  },
  {
    ...{
      address: "POST /account/mails/unsubscribe",
      about: "a token that nobody signed",
      body: () => ({ form: { "List-Unsubscribe": "One-Click" } }),
    },
    ...{ path: () => urls.unsubscribe("made-up"), answers: NOBODY },
  },
  get("/plugins/add", "one's own", () => urls.addPlugin(), PRIVATE_PAGE),
  get("/plugins/add", "a plugin's next version", ({ draft }) => urls.addPlugin({ plugin: draft.packageName }), {
    ...{ everybody: 307, "signed in": 404, editors: 200 },
  }),
  {
    ...{ address: "POST /plugins/add/file", about: "no file", path: urls.addPluginFile, body: () => ({ multipart: { nothing: "" } }) },
    answers: { everybody: 403, "suspended owner": 401, "signed in": 400 },
  },
  get("/plugins/add/reserve", "one's own", urls.reserveName, PRIVATE_PAGE),
  get("/plugins/[pkg]/manage", "a draft", ({ draft }) => urls.managePlugin(draft.packageName), MANAGE_PAGE),
  get("/plugins/[pkg]/manage", "a public plugin", ({ published }) => urls.managePlugin(published.packageName), MANAGE_PAGE),
  get("/plugins/[pkg]/version/[version]/patch", "a draft", ({ draft }) => urls.patch(draft.packageName, VERSION), EDITORS_PAGE),
  get(
    "/plugins/[pkg]/version/[version]/patch",
    "a public one",
    ({ published }) => urls.patch(published.packageName, VERSION),
    EDITORS_PAGE,
  ),
  // Its editors get one from tests/e2e/patch.spec.ts.
  get("/plugins/[pkg]/version/[version]/patch/diff", "none was made", ({ draft }) => urls.patchDiff(draft.packageName, VERSION), NO_PATCH),
  get("/plugins/[pkg]/version/[version]/patch/zip", "none was made", ({ draft }) => urls.patchZip(draft.packageName, VERSION), NO_PATCH),
  get("/plugins/dry-run/[scanId]", "a version's scan", ({ draft }) => urls.dryRun(draft.scanId), { everybody: 307, "signed in": 404 }),
  get("/review", "the queue", () => urls.review(), REVIEW_PAGE),
  get("/review/feed", "one's own", urls.reviewFeedPage, REVIEW_PAGE),
  // The secret is the permission, whoever sends it.
  get("/plugins/review/[secret]/plugins.xml", "an approver's", ({ feedSecret }) => urls.reviewFeed(feedSecret), PUBLIC),
  get("/plugins/review/[secret]/plugins.xml", "nobody's", () => urls.reviewFeed("A".repeat(43)), NOBODY),
  get(
    "/plugins/review/[secret]/[pkg]/version/[version]/download",
    "a blocked draft",
    ({ feedSecret, draft }) => urls.reviewFeedFile(feedSecret, draft.packageName, VERSION),
    NOBODY,
  ),
  get(
    "/plugins/review/[secret]/[pkg]/version/[version]/download",
    "a public version",
    ({ feedSecret, published }) => urls.reviewFeedFile(feedSecret, published.packageName, VERSION),
    NOBODY,
  ),
  get("/review/[versionId]", "a draft", ({ draft }) => urls.reviewVersion(draft.versionId), REVIEW_PAGE),
  {
    ...{ address: "POST /review/[versionId]/mail-preview", about: "a draft", body: () => ({ form: { outcome: "returned", reason: "x" } }) },
    ...{
      path: ({ draft }) => urls.reviewMailPreview(draft.versionId),
      answers: { everybody: 403, "suspended owner": 401, "signed in": 404, reviewers: 200 },
    },
  },
  get("/review/[versionId]/file", "a draft", ({ draft }) => urls.reviewFile(draft.versionId), {
    ...{ everybody: 401, "signed in": 404, reviewers: 303 },
  }),
  get("/admin", "the list", urls.admin, REVIEW_PAGE),
  get("/admin/users", "the list", () => urls.adminUsers(), REVIEW_PAGE),
  get("/admin/users/[userId]", "an owner", ({ cast }) => urls.adminUser(cast.owner.userId), REVIEW_PAGE),
  get("/admin/audit", "the log", () => urls.adminAudit(), ADMIN_PAGE),
  get("/admin/audit/export", "the log", () => urls.adminAuditExport({ event: "audit:" }), { everybody: 401, "signed in": 404, admin: 200 }),
  get("/admin/emails", "the log", () => urls.adminEmails(), ADMIN_PAGE),
  get("/admin/jobs", "the queue", urls.adminJobs, ADMIN_PAGE),
  get("/admin/rules", "the rules", () => urls.adminRules(), ADMIN_PAGE),
  get("/admin/rules/[check]/[code]", "a rule", () => urls.adminRule("bandit/B602"), ADMIN_PAGE),
  get("/admin/rules/again/[digest]", "stored rules", () => urls.adminRuleset(QGIS_2026_07_RULESET.digest), ADMIN_PAGE),
  get("/admin/harmless-lane", "the lane", urls.adminHarmlessLane, ADMIN_PAGE),
];

/** Uploads by token: a cookie counts for nothing, and what the token may not do is told before the file is looked at. */
const UPLOAD: Cell = { everybody: 403, "editors' tokens": 400 };
const NO_METHOD: Cell = { everybody: 405 };
const upload = (pattern: string, path: (packageName: string) => string): Row[] => [
  {
    ...{ address: `POST ${pattern}`, about: "a form without a file", body: () => ({ multipart: { changelog: "nothing" } }) },
    ...{ path: (scene) => path(scene.draft.packageName), answers: UPLOAD },
  },
  ...(["GET", "PUT", "PATCH", "DELETE"] as const).map(
    (method): Row => ({
      ...{ address: `${method} ${pattern}`, about: "no upload", path: (scene: Scene) => path(scene.draft.packageName) },
      answers: NO_METHOD,
    }),
  ),
];

const uploadRows: Row[] = [
  ...upload("/plugins/api/[pkg]/version/add", urls.uploadByToken),
  ...upload("/plugins/api/[pkg]/version/[version]/update", (pkg) => urls.replaceByToken(pkg, VERSION)),
  ...upload("/plugins/[pkg]/version/add", (pkg) => `${urls.plugin(pkg)}/version/add/`),
  ...upload("/plugins/[pkg]/version/add/api", (pkg) => `${urls.plugin(pkg)}/version/add/api/`),
];

/** Sending a package: who may is told before the file is looked at. */
const send = (pattern: string, path: Row["path"], answers: Cell): Row => ({
  ...{ address: `POST ${pattern}`, about: "a form without a file", path, body: () => ({ multipart: { changelog: "nothing" } }), answers },
});
const SEND: Cell = {
  everybody: 401,
  "signed in": 403,
  editors: 400,
  "tokens that work": 403,
  "editors' tokens": 400,
  "tokens that do not": 403,
};

/** The same address about the scan of a draft, and about that of a public version. */
const bothScans = (pattern: string, path: (scanId: string) => string, ofDraft: Cell, ofPublic: Cell): Row[] => [
  get(pattern, "a draft's scan", (scene) => path(scene.draft.scanId), ofDraft),
  get(pattern, "a public version's scan", (scene) => path(scene.published.scanId), ofPublic),
];

const apiRows: Row[] = [
  get("/api/v1/[[...unknown]]", "nothing", () => "/api/v1/none/of/these", NOBODY),
  get("/api/v1/openapi.json", "the document", urls.openApi, API_PUBLIC),
  get("/api/v1/ruleset", "the rules", urls.activeRuleset, API_PUBLIC),
  get("/api/v1/rulesets", "the rules", urls.apiRulesets, API_PUBLIC),
  get("/api/v1/rulesets/[digest]", "one that is not there", () => urls.apiRuleset("0".repeat(64)), {
    ...NOBODY,
    "tokens that do not": 403,
  }),
  get("/api/v1/rules", "the rules", urls.apiRules, API_PUBLIC),
  get("/api/v1/rules/[check]/[code]", "the rules", () => urls.apiRule("bandit/B602"), API_PUBLIC),
  get("/api/v1/plugins", "the site", () => urls.apiPlugins(), API_PUBLIC),
  ...both("/api/v1/plugins/[pkg]", urls.apiPlugin, API_DRAFT, API_PUBLIC),
  ...both("/api/v1/plugins/[pkg]/versions", urls.apiVersions, API_DRAFT, API_PUBLIC),
  send("/api/v1/plugins/[pkg]/versions", ({ draft }) => urls.apiVersions(draft.packageName), SEND),
  send("/api/v1/scans", urls.apiScans, { everybody: 401, "signed in": 400, "tokens that work": 400, "tokens that do not": 403 }),
  ...both("/api/v1/plugins/[pkg]/versions/[version]", (pkg) => urls.apiVersion(pkg, VERSION), API_DRAFT, API_PUBLIC),
  ...both("/api/v1/plugins/[pkg]/decisions", urls.pluginDecisions, API_OWN, { ...API_OWN, "plugin token": 404 }),
  ...bothScans("/api/v1/scans/[scanId]", urls.apiScan, API_DRAFT, API_PUBLIC),
  ...bothScans("/api/v1/scans/[scanId]/findings", (scanId) => urls.apiFindings(scanId), API_REPORT, API_PUBLIC_REPORT),
  ...bothScans("/api/v1/scans/[scanId]/report", urls.apiReport, API_REPORT, API_PUBLIC_REPORT),
  ...bothScans("/api/v1/scans/[scanId]/sarif", urls.apiSarif, API_REPORT, API_PUBLIC_REPORT),
];

export const ROWS: readonly Row[] = [...publicRows, ...pluginRows, ...privateRows, ...uploadRows, ...apiRows];

/** Not in the table, each with its reason. */
export const EXEMPT: Record<string, string> = {
  "GET /api/auth/[...nextauth]": "next-auth's own; tests/integration/sign-in.test.ts",
  "POST /signin/oauth": "begins a sign-in for whoever asks, from our own pages only",
  "POST /signin/out": "ends the sign-in of whoever asks: the table's people must stay signed in",
  "GET /dev/outbox": "exists in the demonstration alone",
  "GET /dev/outbox/[id]": "exists in the demonstration alone",
};

/** The status that an actor must get: their own cell, else the narrowest group's that names them. */
export function expectedStatus(row: Row, actor: ActorName): number {
  const own = row.answers[actor];
  if (own !== undefined) return own;
  const groups = (Object.keys(GROUPS) as GroupName[])
    .filter((group) => row.answers[group] !== undefined && (GROUPS[group] as readonly ActorName[]).includes(actor))
    .sort((a, b) => GROUPS[a].length - GROUPS[b].length);
  return row.answers[groups[0] ?? "everybody"] as number;
}

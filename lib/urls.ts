/**
 * Every address of the product in one place, relative to the site's root. Mails and machine documents make them
 * absolute with `absoluteUrl`. No address is typed a second time anywhere.
 */
type Query = Record<string, string | number | readonly string[] | undefined>;

function withQuery(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => [value ?? ""].flat().map((one): [string, string] => [key, String(one)]));
  const text = new URLSearchParams(pairs.filter(([, value]) => value !== "")).toString();
  return text ? `${path}?${text}` : path;
}

const part = encodeURIComponent;
const pluginPath = (packageName: string) => `/plugins/${part(packageName)}`;
const versionPath = (packageName: string, version: string) => `${pluginPath(packageName)}/version/${part(version)}`;

const apiPluginPath = (packageName: string) => `/api/v1${pluginPath(packageName)}`;

/** A mail's links name the mail, so that opening a report from it is logged. */
interface FromMail {
  mail?: string;
}

/** Empty texts narrow nothing. */
type AuditQuery = Partial<Record<"person" | "plugin" | "event" | "from" | "to", string>>;

export const urls = {
  home: () => "/",
  /** Browse and search. */
  plugins: (query?: { q?: string; badge?: string; qgis?: string; sort?: string; page?: number }) => withQuery("/plugins", query),
  plugin: (packageName: string) => pluginPath(packageName),
  version: (packageName: string, version: string, from: FromMail = {}) => withQuery(versionPath(packageName, version), { mail: from.mail }),
  securityTab: (packageName: string, version: string, from: FromMail = {}) =>
    `${withQuery(versionPath(packageName, version), { mail: from.mail })}#security-tab`,
  tag: (tag: string) => `/plugins/tags/${part(tag)}`,
  author: (name: string) => `/plugins/author/${part(name)}`,
  latest: (packageName: string) => `${pluginPath(packageName)}/latest`,
  /** Takes a POST with a token and a ZIP; with the slash at its end, as qgis-plugin-ci knows it. */
  uploadByToken: (packageName: string) => `/plugins/api/${part(packageName)}/version/add/`,
  /** The same for a version that was never approved. */
  replaceByToken: (packageName: string, version: string) => `/plugins/api/${part(packageName)}/version/${part(version)}/update/`,
  /** XML-RPC, with the slash at its end, as all its clients have it. */
  xmlRpc: () => "/plugins/RPC2/",
  /** With the slash at its end, as QGIS Desktop and people's scripts know it. `token` is a signed, short-lived permission for drafts. */
  download: (packageName: string, version: string, token?: string) =>
    withQuery(`${versionPath(packageName, version)}/download/`, { token }),
  badge: (packageName: string) => `${pluginPath(packageName)}/badge.svg`,
  pluginJson: (packageName: string) => `${pluginPath(packageName)}/json`,
  versionJson: (packageName: string, version: string) => `${versionPath(packageName, version)}/json`,
  icon: (packageName: string) => `${pluginPath(packageName)}/icon`,
  feed: (query?: { qgis?: string; stable_only?: string; package_name?: string }) => withQuery("/plugins/plugins.xml", query),

  myPlugins: () => "/plugins/my",
  /** `plugin`: the form says which plugin is expected. `version`: and which number is to be replaced. */
  addPlugin: (query?: { plugin?: string; version?: string }) => withQuery("/plugins/add", query),
  addPluginFile: () => "/plugins/add/file",
  /** Tokens for programs: made, listed and revoked here. `plugin`: the form has that one chosen. */
  tokens: (query?: { plugin?: string }) => withQuery("/tokens", query),
  /** Which mails a person gets. */
  accountMails: () => "/account/mails",
  /** The page behind "stop mails like this", for whoever holds the signed token. */
  stopMails: (token: string) => withQuery("/account/mails/stop", { token }),
  /** Takes a POST of mail programs and of that page. */
  unsubscribe: (token: string) => withQuery("/account/mails/unsubscribe", { token }),
  /** Holds the names of a plugin that has no file yet. */
  reserveName: () => "/plugins/add/reserve",
  /** People, versions, tokens, names, deprecation, deleting: for its editors and administrators. */
  managePlugin: (packageName: string) => `${pluginPath(packageName)}/manage`,
  /** Mechanical fixes for a version's findings: for its editors. */
  patch: (packageName: string, version: string) => `${versionPath(packageName, version)}/patch`,
  /** As `git apply` takes it. */
  patchDiff: (packageName: string, version: string) => `${versionPath(packageName, version)}/patch/diff`,
  /** The fixed package. */
  patchZip: (packageName: string, version: string) => `${versionPath(packageName, version)}/patch/zip`,
  scanProgress: (versionId: number) => `/api/scan-progress/${versionId}`,

  /** The list of what waits, with its filters. */
  review: (query?: Query) => withQuery("/review", query),
  /** Where an approver makes and ends the address of their review feed. */
  reviewFeedPage: () => "/review/feed",
  /** What waits, as a repository for QGIS Desktop. The secret is the permission. */
  reviewFeed: (secret: string) => `/plugins/review/${part(secret)}/plugins.xml`,
  reviewFeedFile: (secret: string, packageName: string, version: string) =>
    `/plugins/review/${part(secret)}/${part(packageName)}/version/${part(version)}/download/`,
  reviewVersion: (versionId: number, from: FromMail = {}) => withQuery(`/review/${versionId}`, { mail: from.mail }),
  /** The same page with the comparison in a state, at one of its places. */
  reviewChanges: (
    versionId: number,
    state: { style: "unified" | "split"; files: readonly string[]; hidden: readonly string[]; list: "short" | "all" },
    anchor: string,
  ) => {
    const query = [...state.files.map((path) => ["file", path]), ...state.hidden.map((path) => ["hide", path])];
    if (state.list === "all") query.unshift(["list", "all"]);
    if (state.style === "split") query.unshift(["view", "split"]);
    const text = new URLSearchParams(query).toString();
    return `/review/${versionId}${text ? `?${text}` : ""}#${part(anchor)}`;
  },
  /** Takes a decision's form and answers with the mail that it would send. */
  reviewMailPreview: (versionId: number) => `/review/${versionId}/mail-preview`,
  /** Leads to the file under review by a link that lives for minutes. */
  reviewFile: (versionId: number) => `/review/${versionId}/file`,

  docs: () => "/docs/security-scanning",
  /** One section of the information page, by its anchor. */
  docsSection: (anchor: string) => `/docs/security-scanning#${part(anchor)}`,
  /** A guide: `app/(public)/docs/security-scanning/guides/registry.ts` lists them. */
  docsGuide: (slug: string) => `/docs/security-scanning/${part(slug)}`,
  /** How to fix what a check finds. */
  fixGuide: (checkId: string) => `/docs/security-scanning/fixing-${part(checkId)}`,
  rules: () => "/docs/security-scanning/rules",
  /** `bandit/B602` keeps its slash. */
  ruleDocs: (ruleId: string) => `/docs/security-scanning/rules/${ruleId.split("/").map(part).join("/")}`,
  packageRuleDocs: (code: string) => `/docs/security-scanning#package-${part(code)}`,

  /** The programming interface, for people. */
  apiDocs: () => "/docs/api",
  apiOperationDocs: (operationId: string) => `/docs/api#${part(operationId)}`,
  /** What an error's code means: the `type` of the API's problems. */
  apiProblemDocs: (code: string) => `/docs/api#error-${part(code)}`,
  openApi: () => "/api/v1/openapi.json",

  signIn: (from?: string) => withQuery("/signin", { from }),
  /** Where a sign-in link leads: one press of a button completes it, so that programs which open links use none up. */
  confirmSignIn: (query: { token: string; email: string; callbackUrl?: string }) => withQuery("/signin/confirm", query),
  checkMail: () => "/signin/sent",
  /** Takes a POST with `provider` and `from`. */
  startOAuth: () => "/signin/oauth",
  /** Takes a POST; ends this sign-in. */
  signOut: () => "/signin/out",

  /** The list of the pages for administrators and approvers. */
  admin: () => "/admin",
  /** `before`: the id of the oldest entry of the page before. */
  adminAudit: (query?: AuditQuery & { before?: number }) => withQuery("/admin/audit", query),
  adminAuditExport: (query?: AuditQuery) => withQuery("/admin/audit/export", query),
  adminUsers: (query?: { q?: string; list?: string; page?: number }) => withQuery("/admin/users", query),
  adminUser: (userId: string) => `/admin/users/${part(userId)}`,
  adminEmails: (query?: { page?: number; state?: string; kind?: string }) => withQuery("/admin/emails", query),
  adminJobs: () => "/admin/jobs",
  /** `set`: changes that are looked at and not in force, as `bandit/B602:warning`. */
  adminRules: (query?: { show?: string; set?: readonly string[] }) => withQuery("/admin/rules", query),
  /** `bandit/B602` keeps its slash. `to`: what the rule would become, together with the changes in `set`. */
  adminRule: (ruleId: string, query?: { to?: string; set?: readonly string[] }) =>
    withQuery(`/admin/rules/${ruleId.split("/").map(part).join("/")}`, query),
  /** What a stored ruleset would change, and the button that puts it in force. */
  adminRuleset: (digest: string) => `/admin/rules/again/${part(digest)}`,
  adminHarmlessLane: () => "/admin/harmless-lane",
  /** Takes Resend's signed words on what became of a mail. */
  mailEvents: () => "/api/mail-events",
  /** next-auth takes a sign-in link back here. */
  mailCallback: () => "/api/auth/callback/email",

  outbox: () => "/dev/outbox",
  outboxMail: (id: string) => `/dev/outbox/${part(id)}`,
  health: () => "/api/health",
  /** The ruleset in force, for the command line. */
  activeRuleset: () => "/api/v1/ruleset",
  /** What was decided about a plugin's findings: for its editors, who hand it to the command line. */
  pluginDecisions: (packageName: string) => `${apiPluginPath(packageName)}/decisions`,
  apiPlugins: (query?: { q?: string; qgis?: string; badge?: string; sort?: string; page?: number; limit?: number }) =>
    withQuery("/api/v1/plugins", query),
  apiPlugin: (packageName: string) => apiPluginPath(packageName),
  /** Takes a POST with a package too. */
  apiVersions: (packageName: string) => `${apiPluginPath(packageName)}/versions`,
  apiVersion: (packageName: string, version: string) => `${apiPluginPath(packageName)}/versions/${part(version)}`,
  /** A dry run's page, for its sender alone. */
  dryRun: (scanId: string) => `/plugins/dry-run/${part(scanId)}`,
  /** Takes a POST with a package: checked, never published. */
  apiScans: () => "/api/v1/scans",
  apiScan: (scanId: string) => `/api/v1/scans/${part(scanId)}`,
  apiFindings: (scanId: string, query?: Query) => withQuery(`/api/v1/scans/${part(scanId)}/findings`, query),
  /** The whole report, as the command line writes it. */
  apiReport: (scanId: string) => `/api/v1/scans/${part(scanId)}/report`,
  apiSarif: (scanId: string) => `/api/v1/scans/${part(scanId)}/sarif`,
  apiRulesets: () => "/api/v1/rulesets",
  apiRuleset: (digest: string) => `/api/v1/rulesets/${part(digest)}`,
  apiRules: () => "/api/v1/rules",
  /** `bandit/B602` keeps its slash. */
  apiRule: (ruleId: string) => `/api/v1/rules/${ruleId.split("/").map(part).join("/")}`,
} as const;

/**
 * A page that shows a scan, with its filters set.
 *
 * @param page the page's own address, without filters
 * @param anchor where to go on it
 */
export const reportView = (page: string, filters: Query, anchor: string): string => `${withQuery(page, filters)}#${anchor}`;

/** @param publicUrl the site's address without a slash at its end (`env().publicUrl`) */
export const absoluteUrl = (publicUrl: string, path: string): string => `${publicUrl}${path}`;

/**
 * Where to go after signing in: only pages of this site. Anything else, also `//host` and `/\host` which browsers read
 * as another site, becomes the home page.
 */
export function safeReturnTo(value: string | null | undefined): string {
  if (!value || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value)) return urls.home();
  return value;
}

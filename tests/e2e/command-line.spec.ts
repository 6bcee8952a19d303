/** What the site tells programs on authors' machines, and the command line asking it. */
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { scans } from "@/db/schema";
import { urls } from "@/lib/urls";
import { decisionsAnswer, rulesetAnswer } from "@/scanners/local/server-answers";
import { reportSchema } from "@/scanners/report/json-schema";
import { projectRoot } from "@/scripts/project-root";
import { pluginZip, SHELL } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

test("the ruleset in force is public, and costs nothing when it is known", async ({ request }) => {
  const answer = await request.get(urls.activeRuleset());
  expect(answer.status()).toBe(200);
  rulesetAnswer.parse(await answer.json());
  const again = await request.get(urls.activeRuleset(), { headers: { "if-none-match": answer.headers().etag ?? "" } });
  expect(again.status()).toBe(304);
});

test("the command line with this site's ruleset and decisions gives this site's result", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("at_home");
  const zip = pluginZip(SHELL, plugin);
  const version = await site.checked(owner, zip);
  const page = await open(owner);
  const folder = mkdtempSync(join(tmpdir(), "greenbadge-e2e-"));
  const decisions = await (await page.request.get(urls.pluginDecisions(plugin.packageName))).json();
  expect(decisionsAnswer.parse(decisions)).toMatchObject({ packageName: plugin.packageName, decisions: [] });
  writeFileSync(join(folder, "decisions.json"), JSON.stringify(decisions));
  writeFileSync(join(folder, "plugin.zip"), zip);
  const args = ["scan", "plugin.zip", "--server", site.env.publicUrl, "--decisions", "decisions.json", "--format", "json"];
  const program = join(projectRoot, "dist", "cli", "greenbadge.mjs");
  const out = await new Promise<string>((resolve) =>
    execFile(process.execPath, [program, ...args], { cwd: folder }, (_error, text) => resolve(text)),
  );
  const [scan] = await site.db
    .select()
    .from(scans)
    .where(eq(scans.id, version.currentScanId ?? ""));
  expect(reportSchema.parse(JSON.parse(out)).scan).toMatchObject({ digest: scan?.resultDigest, verdict: "blocked" });
  await page.goto(urls.version(plugin.packageName, "1.0.0"));
  for (const digest of [scan?.resultDigest, scan?.rulesetDigest]) await expect(page.getByText(digest ?? "none")).toBeVisible();
});

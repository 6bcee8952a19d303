/** Steps that several areas take: plugins that look real, decisions, and pages that stand still. */
import type { Page } from "@playwright/test";
import { and, asc, eq } from "drizzle-orm";
import { approveVersion } from "@/db/commands/review-version";
import { findings } from "@/db/schema";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { type DemoPackage, demoZip } from "@/scripts/demo/package";
import type { Person, Site } from "@/tests/helpers/e2e-site";
import type { Stage } from "./state";

export type CheckedVersion = Awaited<ReturnType<Site["checked"]>>;

export async function done<T>(result: Promise<Result<T, AppError>>): Promise<T> {
  const got = await result;
  if (!got.ok) throw new Error(`${got.error.code}: ${got.error.message}`);
  return got.value;
}

/** A plugin's ZIP with an icon and texts. */
export const packed = (packageName: string, name: string, files: DemoPackage["files"], more: Partial<DemoPackage> = {}): Uint8Array =>
  demoZip({
    ...{ packageName, name, version: "1.0.0", description: `${name} for maps of every size`, tags: "survey,maps", category: "Vector" },
    about: "Works with the layers of the project that is open, and says in the message bar what it did.",
    ...{ colour: [60, 110, 160], changelog: "First version", files },
    ...more,
  });

/** What an approver has in front of them, and names when they decide. */
export const looked = (row: CheckedVersion) => ({
  versionId: row.id,
  scanId: row.currentScanId as string,
  artifactSha256: row.artifactSha256,
});

/** As `site.published`, by the approver whom every picture knows. */
export async function published({ site, approver }: Stage, person: Person, zip: Uint8Array): Promise<CheckedVersion> {
  const version = await site.checked(person, zip);
  await done(approveVersion(site.db, { person: approver, ...looked(version) }));
  return version;
}

/** The first place where a rule was broken. */
export async function placeIn({ db }: Site, version: CheckedVersion, ruleId: string): Promise<{ versionId: number; findingId: number }> {
  const [found] = await db
    .select({ id: findings.id })
    .from(findings)
    .where(and(eq(findings.scanId, version.currentScanId as string), eq(findings.ruleId, ruleId)))
    .orderBy(asc(findings.id))
    .limit(1);
  if (!found) throw new Error(`${version.packageName} does not break ${ruleId}`);
  return { versionId: version.id, findingId: found.id };
}

export const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();

export const seen = (page: Page, words: string) => page.getByText(words, { exact: false }).first().waitFor();

/** Opens what is folded, by the words on it, with all around it; without words everything, of a report its findings alone. */
export async function unfold(page: Page, words = ""): Promise<void> {
  const isReport = words === "" && (await page.locator("#findings").count()) > 0;
  const folded = page.locator(`${isReport ? "#findings" : "main"} details`).filter({ has: page.locator("summary", { hasText: words }) });
  await folded.evaluateAll((all, isAll) => {
    const last = all.at(-1);
    for (const one of all) if (isAll || (last && one.contains(last))) (one as HTMLDetailsElement).open = true;
  }, words === "");
}

/** Lets the server see what the browser would refuse. */
export const allowAnything = (page: Page) =>
  page.evaluate(() => {
    for (const form of document.forms) form.noValidate = true;
  });

/** Nothing that the page asks for from now on is answered: it stays as it is. */
export const standStill = (page: Page) => page.route("**/*", () => undefined);

/** No check ends before the page stands still. */
export async function whileChecking(site: Site, page: Page, step: () => Promise<unknown>): Promise<void> {
  const goOn = await site.holdChecks();
  try {
    await step();
    await standStill(page);
  } finally {
    await goOn();
  }
}

/** Files that plugins of several people have: real ZIPs, real scans. Who counts, what stands apart, what one word decides, what nobody learns. */
import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeFinding, askForAcceptance } from "@/db/commands/decide-finding";
import { deletePlugin } from "@/db/commands/delete-plugin";
import { answerAcceptance } from "@/db/commands/end-decision";
import { withdrawVersion } from "@/db/commands/manage-version";
import { quarantineVersion } from "@/db/commands/review-version";
import { listCopies } from "@/db/queries/libraries";
import { getReportPage } from "@/db/queries/report-page";
import { readReport } from "@/db/queries/report-places";
import { getVersionReport } from "@/db/queries/version-report";
import { findings, sourceCopies } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { BARE_EXCEPT, pluginZip, SHELL } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let approver: SignedIn;
beforeAll(async () => {
  repository = await openRepository({ UPLOADS_PER_HOUR: "1000" });
  approver = await repository.person({ role: "approver" });
  await repository.work();
}, 60_000);
afterAll(() => repository.close());

const somebody = () => repository.person({ isTrusted: true });
/** Code of somebody that others copy, long enough not to be alike by chance, another one for each name. */
const libraryCode = (name: string, code = BARE_EXCEPT) => `"""${name}: ${"ordered things that remember. ".repeat(20)}"""\n\n\n${code}`;

type Files = Record<string, string>;
type Options = { asksToWait?: boolean; metadata?: Record<string, string> };
let versions = 0;
/** Published at once: its owner is trusted. */
async function publish(owner: SignedIn, packageName: string, files: Files, options: Options = {}) {
  versions += 1;
  const { metadata = {} } = options;
  const zip = pluginZip(BARE_EXCEPT, { packageName, name: packageName, version: `1.${versions}`, files, metadata });
  return repository.settled((await repository.accepted(owner, zip, options)).versionId);
}
const draft = (owner: SignedIn, packageName: string, files: Files) => publish(owner, packageName, files, { asksToWait: true });

type Version = Awaited<ReturnType<typeof publish>>;
const readingOf = (version: Version) => readReport(repository.db, { scanId: version.currentScanId as string, pluginId: version.pluginId });
const pageOf = async (version: Version, choice = {}) => getReportPage(repository.db, await readingOf(version), choice);
/** What stands apart: folder, and in how many other plugins. */
const librariesOf = async (version: Version) => (await pageOf(version)).libraries.map(({ folder, others }) => [folder, others]);
async function placesOf(version: Version, ruleId = "flake8/E722") {
  const page = await pageOf(version, { rule: ruleId });
  return page.checks.flatMap((check) => check.rules).flatMap((rule) => rule.findings);
}
async function findingAt(version: Version, path: string, ruleId?: string) {
  const place = (await placesOf(version, ruleId)).find((one) => one.path.endsWith(path));
  if (!place) throw new Error(`nothing at ${path}`);
  return place;
}
const openIn = async (version: Version, ruleId?: string) =>
  (await placesOf(version, ruleId)).filter((one) => one.standing === "open").map((one) => one.path.split("/").slice(1).join("/"));
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) => (result.ok ? "ok" : result.error.code);
const keepLibrary = (person: SignedIn, version: Version, findingId: number) =>
  acknowledgeFinding(repository.db, {
    ...{ person, versionId: version.id, findingId, reason: "As its authors publish it." },
    ...{ reasonKind: "vendored", scope: "library" },
  });

describe("who counts", () => {
  it("a file is a library's once public plugins of three people have it, wherever it lies in them", async () => {
    const code = libraryCode("counts");
    const [ann, ben, cat] = [await somebody(), await somebody(), await somebody()];
    const first = await publish(ann, "counts_ann", { "core/odict.py": code });
    const second = await publish(ben, "counts_ben", { "util/things.py": code });
    expect([first.status, second.status]).toEqual(["approved", "approved"]);
    expect([await librariesOf(first), await librariesOf(second)]).toEqual([[], []]);

    const third = await draft(cat, "counts_cat", { "odict.py": code });
    expect(third.status).toBe("validated");
    // The draft sees what is public; nobody sees the draft.
    expect(await librariesOf(third)).toEqual([["odict.py", 2]]);
    expect([await librariesOf(first), await librariesOf(second)]).toEqual([[], []]);

    const published = await publish(cat, "counts_cat", { "odict.py": code });
    expect(await librariesOf(published)).toEqual([["odict.py", 2]]);
    expect(await librariesOf(first)).toEqual([["core/odict.py", 2]]);
    // Seen by its rule no more, but counted as before.
    const { matching, counts, checks } = await pageOf(first);
    expect([matching, counts.where]).toEqual([2, { own: 1, vendored: 1 }]);
    const shown = checks.flatMap((check) => check.rules).flatMap((rule) => rule.findings.map((one) => one.path));
    expect(shown).toEqual(["counts_ann/extra.py"]);
    // The review's checklist asks for its licence.
    expect(listCopies((await readingOf(first)).shared, ["counts_ann/core/odict.py"])).toEqual(["counts_ann/core/odict.py"]);
    const visited = await getVersionReport(repository.db, "counts_ann", first.version, null);
    expect([visited?.access, JSON.stringify(visited).includes("odict")]).toEqual(["summary", false]);
    expect(await findingAt(first, "odict.py")).toMatchObject({ pathClass: "own", vendored: { library: "odict", others: 2 } });
  });

  it("what one person has in three plugins is their own", async () => {
    const code = libraryCode("own");
    const ann = await somebody();
    const own = await Promise.all(["own_one", "own_two", "own_three"].map((name) => publish(ann, name, { "mine.py": code })));
    const other = await publish(await somebody(), "own_other", { "mine.py": code });
    expect(await librariesOf(own[0] as Version)).toEqual([]);
    // Three plugins of one person are one for somebody else.
    expect(await librariesOf(other)).toEqual([]);
  });

  it("a file that is a byte different, short, in tests, or written by a tool is none", async () => {
    const code = libraryCode("alike");
    const files: Files = { "odict.py": code, "short.py": BARE_EXCEPT, "test/helper.py": code, "plugin_upload.py": libraryCode("upload") };
    await Promise.all(["alike_one", "alike_two"].map(async (name) => publish(await somebody(), name, files)));
    const third = await draft(await somebody(), "alike_three", { ...files, "odict.py": `${code}\n` });
    expect(await librariesOf(third)).toEqual([]);
  });

  it("withdrawn, quarantined and deleted plugins do not count", async () => {
    const code = libraryCode("gone");
    const others = [await somebody(), await somebody(), await somebody()];
    const gone = await Promise.all(others.map((person, index) => publish(person, `gone_${index}`, { "odict.py": code })));
    const mine = await draft(await somebody(), "gone_mine", { "odict.py": code });
    expect(await librariesOf(mine)).toEqual([["odict.py", 3]]);
    const [first, second] = gone as [Version, Version];
    const withdrawn = await withdrawVersion(repository.db, { person: others[0] as SignedIn, versionId: first.id });
    expect(codeOf(withdrawn)).toBe("ok");
    expect(await librariesOf(mine)).toEqual([["odict.py", 2]]);
    expect(codeOf(await quarantineVersion(repository.db, { person: approver, versionId: second.id, reason: "Looked into." }))).toBe("ok");
    expect(await librariesOf(mine)).toEqual([]);
    const fourth = await somebody();
    await publish(fourth, "gone_four", { "odict.py": code });
    expect(await librariesOf(mine)).toEqual([["odict.py", 2]]);
    await deletePlugin(repository.db, { person: fourth, packageName: "gone_four", confirmation: "gone_four" });
    expect(await librariesOf(mine)).toEqual([]);
  });

  it("of each plugin the version of each channel counts that became public last", async () => {
    const code = libraryCode("last");
    const [ann, ben] = [await somebody(), await somebody()];
    await publish(ann, "last_ann", { "odict.py": code });
    await publish(ben, "last_ben", { "odict.py": code });
    const mine = await draft(await somebody(), "last_mine", { "odict.py": code });
    expect(await librariesOf(mine)).toEqual([["odict.py", 2]]);

    const experimental = { metadata: { experimental: "True" } };
    await publish(ann, "last_ann", { "other.py": libraryCode("other") }, experimental);
    expect(await librariesOf(mine)).toEqual([["odict.py", 2]]);
    const without = await publish(ann, "last_ann", { "other.py": libraryCode("other") });
    expect(await librariesOf(mine)).toEqual([]);
    await publish(ann, "last_ann", { "odict.py": code }, experimental);
    expect(await librariesOf(mine)).toEqual([["odict.py", 2]]);

    // Taken back: what was public before it is offered again.
    await publish(ben, "last_ben", { "other.py": libraryCode("other") }, experimental);
    const replaced = await publish(ben, "last_ben", { "other.py": libraryCode("other") });
    expect(await librariesOf(mine)).toEqual([]);
    for (const [person, version] of [
      [ben, replaced],
      [ann, without],
    ] as const)
      expect(codeOf(await withdrawVersion(repository.db, { person, versionId: version.id }))).toBe("ok");
    expect(await librariesOf(mine)).toEqual([["odict.py", 2]]);
  });

  it("however many versions are public, two of a plugin are kept to compare with; of a draft nothing is", async () => {
    const owner = await somebody();
    const rowsOf = async (pluginId: number) =>
      repository.db
        .select({ versionId: sourceCopies.versionId, rows: count() })
        .from(sourceCopies)
        .where(eq(sourceCopies.pluginId, pluginId))
        .groupBy(sourceCopies.versionId)
        .orderBy(sourceCopies.versionId);
    const files = { "one.py": libraryCode("one"), "two.py": libraryCode("two"), "same.py": libraryCode("two") };
    const waiting = await draft(owner, "rows", files);
    expect(await rowsOf(waiting.pluginId)).toEqual([]);
    const first = await publish(owner, "rows", files);
    expect(await rowsOf(first.pluginId)).toEqual([{ versionId: first.id, rows: 2 }]);
    const second = await publish(owner, "rows", { "one.py": libraryCode("one") });
    const experimental = await publish(owner, "rows", files, { metadata: { experimental: "True" } });
    expect(await rowsOf(first.pluginId)).toEqual([
      { versionId: second.id, rows: 1 },
      { versionId: experimental.id, rows: 2 },
    ]);
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId: second.id }))).toBe("ok");
    expect((await rowsOf(first.pluginId)).map((row) => row.versionId)).toEqual([first.id, experimental.id]);
  });

  it("two versions that leave at the same moment wait for each other and leave nothing behind", async () => {
    const owner = await somebody();
    const files = { "one.py": libraryCode("leaves") };
    const gone = [await publish(owner, "leaves", files), await publish(owner, "leaves", files)];
    const left = await Promise.all(gone.map((version) => withdrawVersion(repository.db, { person: owner, versionId: version.id })));
    expect(left.map(codeOf)).toEqual(["ok", "ok"]);
    const rows = await repository.db
      .select()
      .from(sourceCopies)
      .where(eq(sourceCopies.pluginId, gone[0]?.pluginId ?? 0));
    expect(rows).toEqual([]);
  });
});

describe("one word for the whole copy", () => {
  const parts = (name: string): Files => ({
    "core/antlr/lexer.py": libraryCode(`${name} lexer`),
    "core/antlr/parser.py": libraryCode(`${name} parser`),
    "core/antlr/tree/node.py": libraryCode(`${name} node`),
  });
  const publishTwice = async (name: string, files: Files) => {
    await Promise.all(["one", "two"].map(async (part) => publish(await somebody(), `${name}_${part}`, files)));
  };

  it("covers all its files and nothing else, and holds in later versions while its code is the same", async () => {
    const files = parts("word");
    await publishTwice("word", files);
    const owner = await somebody();
    const own = { "core/mine.py": libraryCode("mine") };
    const version = await draft(owner, "word_mine", { ...files, ...own });
    expect(await librariesOf(version)).toEqual([["core/antlr/", 2]]);
    const before = await openIn(version);
    expect(before).toHaveLength(5);
    expect(codeOf(await keepLibrary(owner, version, (await findingAt(version, "core/mine.py")).id))).toBe("invalid");
    const decided = await keepLibrary(owner, version, (await findingAt(version, "lexer.py")).id);
    expect(decided).toMatchObject({ ok: true, value: { places: 3 } });
    expect((await openIn(version)).sort()).toEqual(["core/mine.py", "extra.py"]);

    // Patched: what was decided about is gone, so it counts again, as the author's own; the rest stays decided.
    const patched = (files["core/antlr/parser.py"] ?? "").replace("def read", "def read_ours");
    const later = await draft(owner, "word_mine", { ...files, ...own, "core/antlr/parser.py": patched });
    expect((await openIn(later)).sort()).toEqual(["core/antlr/parser.py", "core/mine.py", "extra.py"]);
    expect(await findingAt(later, "parser.py")).toMatchObject({ standing: "open", vendored: null });
  });

  it("reaches into nobody else's plugin, and nobody else can say it", async () => {
    const files = parts("mine_alone");
    const [ann, ben, cat] = [await somebody(), await somebody(), await somebody()];
    const theirs = await publish(ann, "mine_alone_ann", files);
    await publish(ben, "mine_alone_ben", files);
    await publish(await somebody(), "mine_alone_dan", files);
    const version = await draft(cat, "mine_alone_cat", files);
    const finding = await findingAt(version, "lexer.py");
    for (const stranger of [ann, approver]) expect(codeOf(await keepLibrary(stranger, version, finding.id))).toBe("not-found");
    // The finding of one plugin under the name of another.
    expect(codeOf(await keepLibrary(ann, theirs, finding.id))).toBe("not-found");
    expect(await openIn(version)).toHaveLength(4);
    expect(codeOf(await keepLibrary(ann, theirs, (await findingAt(theirs, "lexer.py")).id))).toBe("ok");
    expect([(await openIn(theirs)).length, (await openIn(version)).length]).toEqual([1, 4]);
  });

  it("what is critical blocks in a shared file too, stands with its rule, and needs an approver", async () => {
    const shell = libraryCode("shell", SHELL);
    // Their owners had it accepted: so it is public.
    const publishShell = async (owner: SignedIn, packageName: string) => {
      const version = await draft(owner, packageName, { "run/shell.py": shell, "run/more.py": shell.replace("def run", "def start") });
      expect(version.status).toBe("blocked");
      const place = await findingAt(version, "shell.py", "bandit/B602");
      const word = {
        person: owner,
        versionId: version.id,
        findingId: place.id,
        reason: "It starts GDAL.",
        reasonKind: "intended",
      } as const;
      const asked = await askForAcceptance(repository.db, { ...word, scope: "rule" });
      if (!asked.ok) throw new Error(asked.error.message);
      const { decisionId } = asked.value;
      await answerAcceptance(repository.db, { person: approver, decisionId, answer: "accept", reason: "Agreed." });
      return publish(owner, packageName, { "run/shell.py": shell, "run/more.py": shell.replace("def run", "def start") });
    };
    for (const name of ["shell_one", "shell_two"]) expect((await publishShell(await somebody(), name)).status).toBe("approved");

    const owner = await somebody();
    const files = { "run/shell.py": shell, "run/more.py": shell.replace("def run", "def start") };
    const version = await publish(owner, "shell_three", files);
    expect([version.status, version.effectiveVerdict]).toEqual(["blocked", "blocked"]);
    const { libraries, checks } = await pageOf(version);
    expect(libraries).toMatchObject([{ folder: "run/", others: 2, open: { critical: 2 } }]);
    const group = checks.flatMap((check) => check.rules).find((rule) => rule.ruleId === "bandit/B602");
    expect(group).toMatchObject({ group: "fix", counts: { open: 2 } });
    const stored = await repository.db
      .select()
      .from(findings)
      .where(eq(findings.scanId, version.currentScanId as string));
    expect(new Set(stored.map((row) => row.pathClass))).toEqual(new Set(["own"]));

    const place = await findingAt(version, "shell.py", "bandit/B602");
    expect(codeOf(await keepLibrary(owner, version, place.id))).toBe("invalid");
    const word = { person: owner, versionId: version.id, findingId: place.id, reason: "As published.", reasonKind: "vendored" } as const;
    const asked = await askForAcceptance(repository.db, { ...word, scope: "library" });
    expect(asked).toMatchObject({ ok: true, value: { places: 2 } });
    expect((await repository.version(version.id)).status).toBe("blocked");
    const decisionId = asked.ok ? asked.value.decisionId : "";
    expect(codeOf(await answerAcceptance(repository.db, { person: owner, decisionId, answer: "accept", reason: "Me." }))).toBe(
      "not-allowed",
    );
    expect(codeOf(await answerAcceptance(repository.db, { person: approver, decisionId, answer: "accept", reason: "Yes." }))).toBe("ok");
    expect((await repository.version(version.id)).status).toBe("validated");
  });
});

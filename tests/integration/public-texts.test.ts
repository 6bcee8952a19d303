/** Text of a version becomes public with its approval and not before; what is deleted is nowhere, and comes back whole. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { deletePlugin, restorePlugin } from "@/db/commands/delete-plugin";
import { withdrawVersion } from "@/db/commands/manage-version";
import { reservePlugin } from "@/db/commands/reserve-plugin";
import type { SignedIn } from "@/lib/domain/permissions";
import { discIcon } from "@/scripts/demo/icon";
import { awsSecret, CLEAN, PYTHON_2, pluginZip, SHELL } from "../builders/findings";
import { type Asked, publicView } from "../helpers/public-view";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let stranger: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person({ isTrusted: true });
  stranger = await repository.person();
  await repository.work();
  // Somebody else is public too, so that lists are never empty.
  await checked(pluginZip(CLEAN, { packageName: "neighbour", name: "Neighbour" }));
});
afterAll(() => repository.close());

/** Every text of the package carries the word, so that each place where it could appear is found. */
const zipOf = (packageName: string, version: string, word: string, code = CLEAN) =>
  pluginZip(code, {
    packageName,
    version,
    name: `Name ${word}`,
    files: { "icon.png": discIcon([word.charCodeAt(0), 90, 200]) },
    metadata: {
      description: `Description ${word}`,
      about: `About ${word}`,
      author: `Author ${word}`,
      tags: `tag-${word}`,
      category: `Category ${word}`,
      changelog: `Changelog ${word}`,
      homepage: `https://example.org/${word}`,
      tracker: `https://example.org/${word}/issues`,
      icon: "icon.png",
    },
  });

const asked = (packageName: string, words: string[]): Asked => ({
  packageName,
  versions: ["1.0.0", "2.0.0"],
  words: [packageName, ...words.flatMap((word) => [word, `tag-${word}`, `Author ${word}`])],
});
const view = (asks: Asked, viewer: SignedIn | null = null) => publicView(repository, viewer, asks);

async function checked(zip: Uint8Array) {
  const { versionId } = await repository.accepted(owner, zip);
  return repository.settled(versionId);
}

const named = (seen: Record<string, string>, word: string) => Object.entries(seen).filter(([, text]) => text.includes(word));

test.each([
  ["blocked", awsSecret()],
  ["blocked", SHELL],
  ["blocked", PYTHON_2],
])("a %s upload changes nothing that anybody sees", async (status, code) => {
  const packageName = `stays_${code.length}`;
  await checked(zipOf(packageName, "1.0.0", `seenword${code.length}`));
  const asks = asked(packageName, [`seenword${code.length}`, "hiddenword"]);
  const before = await view(asks);
  expect(named(before, `seenword${code.length}`).length).toBeGreaterThan(12);
  const draft = await checked(zipOf(packageName, "2.0.0", "hiddenword", code));
  expect(draft.status).toBe(status);
  for (const viewer of [null, stranger]) expect(await view(asks, viewer)).toEqual(before);
  // And nothing of a draft that waits for a person.
  const { versionId } = await repository.accepted(owner, zipOf(packageName, "2.0.0", "hiddenword"), { asksToWait: true });
  expect((await repository.settled(versionId)).status).toBe("validated");
  expect(await view(asks)).toEqual(before);
});

test("with its approval the new texts are everywhere, and with its withdrawal the old ones again", async () => {
  const asks = asked("follows", ["oldword", "newword"]);
  await checked(zipOf("follows", "1.0.0", "oldword"));
  const before = await view(asks);
  const second = await checked(zipOf("follows", "2.0.0", "newword"));
  expect(second.status).toBe("approved");
  const after = await view(asks);
  for (const place of ["page", "json", "icon", "badge green", "search newword", "tag tag-newword", "author Author newword", "feed 3.34"])
    expect(after[place], place).not.toBe(before[place]);
  expect(after.json).toContain('"name":"Name newword"');
  expect((await withdrawVersion(repository.db, { person: owner, versionId: second.id })).ok).toBe(true);
  const { "download 2.0.0": gone, ...withdrawn } = await view(asks);
  const { "download 2.0.0": _unknown, ...untouched } = before;
  expect(withdrawn).toEqual(untouched);
  // Its file alone says that it was there, and none of its texts.
  expect(gone).toMatch(/^404 .*"status":"withdrawn"/);
  expect(gone).not.toContain("newword");
});

test("a deleted plugin is nowhere at once, and comes back whole", async () => {
  const asks = asked("goes_away", ["goneword"]);
  await checked(zipOf("goes_away", "1.0.0", "goneword"));
  const draft = await checked(zipOf("goes_away", "2.0.0", "goneword", SHELL));
  const before = await view(asks);
  const request = { person: owner, packageName: "goes_away" };
  expect((await deletePlugin(repository.db, { ...request, confirmation: "goes_away" })).ok).toBe(true);
  for (const viewer of [null, stranger]) {
    const gone = await view(asks, viewer);
    expect(named(gone, "goneword")).toEqual([]);
    expect(named(gone, "goes_away")).toEqual([]);
    for (const place of ["page", "latest", "json", "version 1.0.0", "version 2.0.0"]) expect(gone[place], place).toBe("null");
    for (const place of ["badge", "icon", "download 1.0.0", "download 2.0.0"]) expect(gone[place], place).toMatch(/^404/);
    expect(named(gone, "neighbour").length).toBeGreaterThan(3);
  }
  expect((await restorePlugin(repository.db, request)).ok).toBe(true);
  expect(await view(asks)).toEqual(before);
  expect((await repository.version(draft.id)).status).toBe("blocked");
});

test("a reserved name is nowhere", async () => {
  const before = await view(asked("held_name", ["heldword"]));
  const held = await reservePlugin(repository.db, { person: owner, packageName: "held_name", name: "Name heldword" });
  expect(held.ok).toBe(true);
  for (const viewer of [null, stranger]) expect(await view(asked("held_name", ["heldword"]), viewer)).toEqual(before);
});

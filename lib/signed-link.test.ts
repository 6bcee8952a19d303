import { expect, test } from "vitest";
import { readDraftDownload, signDraftDownload } from "./signed-link";

const SECRET = "a secret of this test, long enough for it";
const FILE = { versionId: 4, artifactSha256: "ab".repeat(32) };
const NOW = Date.UTC(2026, 6, 1);
const token = signDraftDownload(SECRET, { ...FILE, userId: "person-1" }, NOW);

test("tells whom it was made for, for five minutes", () => {
  expect(readDraftDownload(SECRET, token, FILE, NOW)).toBe("person-1");
  expect(readDraftDownload(SECRET, token, FILE, NOW + 5 * 60_000)).toBe("person-1");
  expect(readDraftDownload(SECRET, token, FILE, NOW + 5 * 60_000 + 1)).toBeNull();
});

test("is worth nothing for another version, another file, with another secret, or changed", () => {
  expect(readDraftDownload(SECRET, token, { ...FILE, versionId: 5 }, NOW)).toBeNull();
  expect(readDraftDownload(SECRET, token, { ...FILE, artifactSha256: "cd".repeat(32) }, NOW)).toBeNull();
  expect(readDraftDownload("another secret, as long as the first one", token, FILE, NOW)).toBeNull();
  expect(readDraftDownload(SECRET, token.replace("person-1", "person-2"), FILE, NOW)).toBeNull();
  expect(
    readDraftDownload(
      SECRET,
      token.replace(/^\d+/, (text) => String(Number(text) + 1)),
      FILE,
      NOW,
    ),
  ).toBeNull();
  for (const text of ["", ".", "..", "a.b.c", `${token}.x`, `${token}x`]) expect(readDraftDownload(SECRET, text, FILE, NOW)).toBeNull();
});

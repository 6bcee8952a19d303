import { expect, it } from "vitest";
import { shownError } from "./job-error";

const key = ["sk", "live", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4"].join("_");

it.each([
  ["connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED 127.0.0.1:5432"],
  ["550 no mailbox for somebody@example.org here", "550 no mailbox for (an address) here"],
  [`could not reach ${["postgres://site", "pass@db:5432/site"].join(":")}`, "could not reach postgres://…@db:5432/site"],
  [`refused: ${key}`, "refused: (left out)"],
  [`Authorization: Bearer ${key}`, "Authorization: …"],
  ["password=hunter2 is wrong", "password=… is wrong"],
  ["scan 0d5f6c9e-2f0b-4b60-9d8c-6f5cb1b7a0aa could not conclude", "scan 0d5f6c9e-2f0b-4b60-9d8c-6f5cb1b7a0aa could not conclude"],
  ["first line\n    at somewhere", "first line"],
])("%s", (error, shown) => {
  expect(shownError(error)).toBe(shown);
});

it("is short", () => {
  expect(shownError("word ".repeat(500)).length).toBeLessThanOrEqual(300);
});

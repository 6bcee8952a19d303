import { expect, test } from "vitest";
import { readUnsubscribe, signUnsubscribe } from "./unsubscribe-link";

const secret = "s".repeat(32);
const userId = "8f6f0f1e-2f53-4b0c-9a57-0b1c2d3e4f50";

test("a token stops the one kind of mail to the one person that it was made for", () => {
  const token = signUnsubscribe(secret, { userId, topic: "receipts" });
  expect(readUnsubscribe(secret, token)).toEqual({ userId, topic: "receipts" });
  for (const forged of [
    token.replace("receipts", "review"),
    token.replace(userId, userId.replace("8", "9")),
    token.slice(0, -1),
    `${token}.more`,
    token.replace("receipts", "decision"),
    "",
    "..",
  ])
    expect(readUnsubscribe(secret, forged), forged).toBeNull();
  expect(readUnsubscribe("t".repeat(32), token)).toBeNull();
});

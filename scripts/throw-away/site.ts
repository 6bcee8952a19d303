import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openSession } from "@/db/commands/sign-in";
import { urls } from "@/lib/urls";
import { webArguments } from "../web";
import { type Program, startProgram } from "./program";
import type { ThrowAwayRepository } from "./repository";

const ANSWERS_WITHIN_MS = 60_000;

/** Starts the built site on the repository's address and waits for its first answer. */
export async function startSite(repository: ThrowAwayRepository): Promise<Program> {
  const { hostname, port } = new URL(repository.config.publicUrl);
  const web = startProgram(webArguments("start", hostname, Number(port)), repository.variables, join(repository.folder, "web.log"));
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${repository.config.publicUrl}${urls.health()}`).catch(() => null);
    if (answer) return web;
    if (!web.isAlive() || Date.now() > deadline) throw new Error("The site could not be started.");
    await sleep(50);
  }
}

/** A session as signing in leaves it. @returns the cookie header */
export async function signIn({ db }: ThrowAwayRepository, userId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const tokenHash = createHash("sha256").update(token).digest("hex");
  await openSession(db, { userId, tokenHash, expiresAt: new Date(Date.now() + 3_600_000) });
  return `next-auth.session-token=${token}`;
}

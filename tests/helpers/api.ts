import { join } from "node:path";
import { expect, inject } from "vitest";
import type { Caller } from "@/app/_server/caller";
import { answerRequest } from "@/app/api/v1/_api/answer-request";
import type { Endpoint } from "@/app/api/v1/_api/endpoint";
import { endpoints } from "@/app/api/v1/_api/endpoints";
import { problem } from "@/app/api/v1/_api/schemas/problem";
import { getTokenHolder } from "@/db/queries/api-tokens";
import { apiTokens } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import type { SignedIn } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { TestRepository } from "./repository";

/** Somebody signed in, a token's text, or nobody. */
export type As = SignedIn | string | null;

export interface Asked {
  status: number;
  headers: Headers;
  statusText: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at members of answers that were validated against their schema.
  body: any;
}

/** A token of this person; for one plugin where one is named. */
export async function tokenOf({ db }: TestRepository, person: SignedIn, pluginId: number | null = null): Promise<string> {
  const { token, tokenHash, ending } = newApiToken();
  const expiresAt = new Date(Date.now() + 60 * 60 * 1000);
  await db.insert(apiTokens).values({ userId: person.userId, pluginId, name: "of a test", tokenHash, ending, expiresAt });
  return token;
}

/**
 * Asks the API as its route handlers do, without a server: the whole way from the request to the answer, with the
 * database's own people and tokens. Every JSON answer must be what the document promises: nothing more, nothing less.
 */
export async function askApi(
  repository: TestRepository,
  path: string,
  { as = null, method = "GET", headers = {}, body }: { as?: As; method?: string; headers?: Record<string, string>; body?: FormData } = {},
): Promise<Asked> {
  const { db, storage, env } = repository;
  const request = new Request(`${env.publicUrl}${path}`, {
    method,
    body,
    headers: { ...(typeof as === "string" ? { authorization: `Bearer ${as}` } : as ? { cookie: "session=1" } : {}), ...headers },
  });
  const { matching, params } = matchOf(new URL(request.url).pathname);
  const context = {
    db,
    storage,
    env,
    publicUrl: env.publicUrl,
    validateEntry: join(inject("testPrograms"), "validate-thread.mjs"),
    requestId: "test-request",
  };
  const answer = await answerRequest(matching, { ...context, caller: () => callerOf(repository, as) }, request, params);
  const text = await answer.text();
  const asked = { status: answer.status, headers: answer.headers, statusText: answer.statusText, body: text ? JSON.parse(text) : null };
  if (asked.body) expectPromised(matching, method, asked);
  return asked;
}

function expectPromised(matching: readonly Endpoint[], method: string, { status, headers, body }: Asked): void {
  const promised = matching.find((one) => one.method === method)?.answers.find((answer) => answer.status === status);
  const type = headers.get("content-type");
  if (status < 400) expect(type).toBe(promised?.mediaType ?? "application/json");
  else expect(type).toBe("application/problem+json");
  const schema = status < 400 ? promised?.schema : problem;
  expect(schema?.parse(body)).toEqual(body);
}

async function callerOf({ db }: TestRepository, as: As): Promise<Result<Caller | null, AppError>> {
  if (as === null) return ok(null);
  if (typeof as !== "string") return ok({ kind: "person", ...as, sessionHash: `session of ${as.userId}`, email: "" });
  const holder = await getTokenHolder(db, as);
  return holder ? ok({ kind: "token", ...holder }) : appError("not-allowed", "This token does not work.");
}

function matchOf(pathname: string): { matching: Endpoint[]; params: Record<string, string> } {
  for (const { path } of endpoints()) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
    const found = new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)").replaceAll(".", "\\.")}$`).exec(pathname);
    if (found)
      return {
        matching: endpoints().filter((one) => one.path === path),
        params: Object.fromEntries(names.map((name, at) => [name, found[at + 1] as string])),
      };
  }
  return { matching: [], params: {} };
}

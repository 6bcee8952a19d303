import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";

const ACCEPTABLE = /^[A-Za-z0-9-]{8,64}$/;

/** The id that a proxy in front of us gave the request, or a fresh one. It goes into logs, jobs and error messages. */
export async function requestId(): Promise<string> {
  const given = (await headers()).get("x-request-id");
  return given && ACCEPTABLE.test(given) ? given : randomUUID();
}

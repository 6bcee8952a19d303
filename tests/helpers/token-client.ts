import { join } from "node:path";
import { inject } from "vitest";
import { answerUpload, type UploadContext } from "@/app/plugins/api/_upload/answer-upload";
import { createToken } from "@/db/commands/create-token";
import type { SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import type { TestRepository } from "./repository";

export interface UploadRequest {
  packageName: string;
  /** Sends to the address that replaces this version's file. */
  version?: string;
  token?: string;
  zip?: Uint8Array;
  /** Name of the file's part. */
  field?: string;
  fields?: [name: string, value: string][];
  headers?: Record<string, string>;
  query?: string;
  /** Instead of a form with the ZIP. */
  body?: BodyInit;
  env?: Partial<UploadContext["env"]>;
}

export interface Answer {
  status: number;
  reason: string;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server said; the test looks at it.
  body: any;
}

/** A token of this person, as the page makes it. */
export async function tokenFor({ db }: TestRepository, person: SignedIn, pluginId: number | null = null): Promise<string> {
  const made = await createToken(db, { person, name: "CI", pluginId, days: 30 });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.token;
}

/** Sends what a client with a token sends, to the function behind the address. */
export async function sendUpload(repository: TestRepository, upload: UploadRequest): Promise<Answer> {
  const { db, storage } = repository;
  const context: UploadContext = {
    ...{ db, storage, requestId: "test-request" },
    env: { ...repository.env, ...upload.env },
    validateEntry: join(inject("testPrograms"), "validate-thread.mjs"),
  };
  const { packageName, version } = upload;
  const path = version ? urls.replaceByToken(packageName, version) : urls.uploadByToken(packageName);
  const request = new Request(`http://127.0.0.1${path}${upload.query ?? ""}`, {
    method: "POST",
    body: upload.body ?? formOf(upload),
    headers: { ...(upload.token ? { authorization: `Bearer ${upload.token}` } : {}), ...upload.headers },
    duplex: "half",
  } as RequestInit);
  const response = await answerUpload(context, request, { packageName, ...(version ? { version } : {}) });
  const { status, statusText: reason, headers } = response;
  return { status, reason, headers, body: await response.json() };
}

function formOf({ zip, field = "package", fields = [] }: UploadRequest): FormData {
  const form = new FormData();
  if (zip) form.set(field, new File([new Uint8Array(zip)], "plugin.zip", { type: "application/zip" }));
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

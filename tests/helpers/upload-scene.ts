import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { tokenUploadAccepted, tokenUploadRefused, tokenUploadStopped } from "@/app/api/v1/_api/schemas/token-upload";
import { isArtifactUsed } from "@/db/commands/remove-expired-rows";
import { versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import { openRepository, type TestRepository } from "./repository";
import { sendUpload, tokenFor, type UploadRequest } from "./token-client";

type Answer = Awaited<ReturnType<typeof sendUpload>>;

/** A repository without a worker, and clients that upload by token. */
export interface UploadScene {
  repository: TestRepository;
  send(upload: UploadRequest): Promise<Answer>;
  /** A plugin of somebody's with a first version that waits, and a token for it. */
  plugin(packageName: string): Promise<{ owner: SignedIn; token: string; pluginId: number; versionId: number }>;
  /**
   * Sends it, and expects that neither a file nor a row came of it. A file that had come whole before the rest of its form
   * was refused may stay for a while, known to nobody, until the sweep removes it.
   */
  expectRefused(upload: UploadRequest, status: number, mayLeave?: "nothing" | "what the sweep removes"): Promise<Answer>;
}

export const zipOf = (packageName: string, version = "1.0.0", code = CLEAN) =>
  pluginZip(code, { packageName, name: `Plugin ${packageName}`, version });

/** What the description of the API says of such an answer, which is all of it. The one 401 has `detail` too, for older clients. */
function describedAs({ status, body }: Answer) {
  if (status === 201) return tokenUploadAccepted.strict();
  if (status === 422 && body.verdict) return tokenUploadStopped.strict();
  return status === 401 ? tokenUploadRefused : tokenUploadRefused.strict();
}

export async function openUploadScene(): Promise<UploadScene> {
  const repository = await openRepository();
  async function send(upload: UploadRequest): Promise<Answer> {
    const answer = await sendUpload(repository, upload);
    describedAs(answer).parse(answer.body);
    return answer;
  }
  async function storedFiles(): Promise<string[]> {
    const found = await readdir(join(repository.env.dataDir, "storage"), { recursive: true, withFileTypes: true }).catch(() => []);
    return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }
  return {
    ...{ repository, send },
    async plugin(packageName) {
      const owner = await repository.person();
      const { pluginId, versionId } = await repository.accepted(owner, zipOf(packageName));
      return { owner, token: await tokenFor(repository, owner, pluginId), pluginId, versionId };
    },
    async expectRefused(upload, status, mayLeave = "nothing") {
      const before = { files: await storedFiles(), rows: await repository.db.$count(versions) };
      const answer = await send(upload);
      expect(answer.status, answer.reason).toBe(status);
      expect(answer.body).toMatchObject({ success: false, error: expect.stringMatching(/\w/) });
      expect(answer.reason).toMatch(/^[\x20-\x7e]{10,120}$/);
      expect(await repository.db.$count(versions)).toBe(before.rows);
      const left = (await storedFiles()).filter((name) => !before.files.includes(name));
      if (mayLeave === "nothing") expect(left).toEqual([]);
      else for (const name of left) expect(await isArtifactUsed(repository.db, name)).toBe(false);
      return answer;
    },
  };
}

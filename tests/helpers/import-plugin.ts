import { join } from "node:path";
import { Readable } from "node:stream";
import { inject } from "vitest";
import { importPublicVersion } from "@/db/commands/import-version";
import { validateInThread } from "@/scanners/archive/validate-in-thread";
import type { PluginOptions } from "../builders/plugin";
import { pluginZip } from "../builders/plugin-zip";
import type { TestRepository } from "./repository";

/** Something public without a scan: the quickest way, through the importer's own command. */
export async function importPlugin(repository: TestRepository, options: PluginOptions & { ownerId: string; publishedAt?: Date }) {
  const zip = pluginZip(options);
  const stored = await repository.storage.put(Readable.from([zip]), { maxBytes: 25_000_000 });
  if (!stored.ok) throw new Error(stored.error.message);
  const validation = await validateInThread({
    entry: join(inject("testPrograms"), "validate-thread.mjs"),
    artifactPath: repository.storage.pathOf(stored.value.sha256),
  });
  if (!validation.ok) throw new Error(JSON.stringify(validation.problems));
  const publishedAt = options.publishedAt ?? new Date("2025-01-01T00:00:00Z");
  const imported = await importPublicVersion(repository.db, {
    package: validation,
    stored: stored.value,
    ownerId: options.ownerId,
    publishedAt,
  });
  if (!imported.ok) throw new Error(imported.error.message);
  return { versionId: imported.value.versionId, zip, sha256: stored.value.sha256 };
}

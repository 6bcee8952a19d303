import type { Executor } from "@/db/context";
import { getIconSource, type IconSource } from "@/db/queries/icon";
import { hasMatchingEtag } from "@/lib/etag";
import { log } from "@/lib/logger";
import { PICTURE_SECURITY_POLICY } from "@/lib/security-headers";
import type { Storage } from "@/lib/storage";
import type { PluginIcon } from "@/scanners/archive/icon";
import { readIconFromZip } from "@/scanners/archive/read-icon";

/** At most 512 KB each (limits of the archive reader). */
const MAX_REMEMBERED = 100;
const remembered = new Map<string, PluginIcon | null>();

async function iconOf(source: IconSource, storage: Storage): Promise<PluginIcon | null> {
  const known = remembered.get(source.artifactSha256);
  if (known !== undefined) return known;
  const archive = await storage.read(source.artifactSha256);
  if (typeof archive === "string") {
    log.error("artifact.damaged", new Error(`stored file is ${archive}`), { sha256: source.artifactSha256 });
    return null;
  }
  const icon = (await readIconFromZip(archive, source.packageName, source)) ?? null;
  remembered.set(source.artifactSha256, icon);
  const oldest = remembered.keys().next().value;
  if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  return icon;
}

/** `GET /plugins/<pkg>/icon`: of the newest public version, 404 without one. */
export async function answerIcon(db: Executor, storage: Storage, request: Request, packageName: string): Promise<Response> {
  const source = await getIconSource(db, packageName);
  const icon = source && (await iconOf(source, storage));
  if (!source || !icon) return new Response(null, { status: 404, headers: { "cache-control": "public, max-age=60" } });
  const headers = {
    "content-type": icon.contentType,
    "cache-control": "public, max-age=300",
    // The number counts the ways in which icons were written anew: another way, other bytes.
    etag: `"${source.artifactSha256}-icon-2"`,
    // Nothing may take a stranger's picture for anything but an image. next.config.ts says the same: its word counts.
    "x-content-type-options": "nosniff",
    "content-security-policy": PICTURE_SECURITY_POLICY,
  };
  if (hasMatchingEtag(request.headers.get("if-none-match"), [headers.etag])) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : new Uint8Array(icon.bytes), { headers });
}

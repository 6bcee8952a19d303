import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { urls } from "@/lib/urls";
import { projectRoot } from "../project-root";
import { signIn, startSite } from "../throw-away/site";
import { countOf } from "./invariants";
import { type KillPackage, randomPackages } from "./packages";
import type { Scene } from "./scene";

const BODY_BYTES = 20_000_000;
const BOUNDARY = "kill-test-boundary";

/**
 * Half of an upload arrives, then the site is killed; and half of one arrives, then the sender goes away. Nothing of
 * either may count as a file, and the whole upload afterwards works.
 */
export async function killWeb(scene: Scene, prefix: string): Promise<readonly KillPackage[] | string> {
  if (!existsSync(join(projectRoot, ".next", "BUILD_ID"))) return "there is no built site (npm run build)";
  const { repository } = scene;
  const { userId } = await repository.addPerson();
  const cookie = await signIn(repository, userId);
  const rows = sql`select ((select count(*) from staged_uploads) + (select count(*) from artifacts))::int as count`;
  const before = await countOf(repository.db, rows);

  const first = await startSite(repository);
  const half = await sendHalf(repository.config.publicUrl, cookie);
  await first.end("SIGKILL");
  scene.kills.web += 1;
  half.destroy();

  const second = await startSite(repository);
  const leaver = await sendHalf(repository.config.publicUrl, cookie);
  const unfinished = await temporaryFiles(scene);
  leaver.destroy();
  await untilFewer(scene, unfinished);
  if ((await countOf(repository.db, rows)) !== before) scene.surprises.push("half an upload left a row");

  const packages = randomPackages(scene.random, prefix, 3);
  scene.startWorker();
  for (const one of packages) {
    const form = new FormData();
    form.set("package", new Blob([Buffer.from(one.bytes)]), "kill.zip");
    const headers = { cookie, origin: repository.config.publicUrl };
    const answer = await fetch(`${repository.config.publicUrl}${urls.addPluginFile()}`, { method: "POST", headers, body: form });
    if (answer.status !== 200) scene.surprises.push(`the site answered ${answer.status} after its restart`);
    await scene.upload(one);
  }
  await second.end("SIGTERM");
  return packages;
}

/** Sends the head and half of a body, and leaves the connection open. */
function sendHalf(site: string, cookie: string): Promise<Socket> {
  const { hostname, port, host } = new URL(site);
  const head = [
    `POST ${urls.addPluginFile()} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: ${site}`,
    `Cookie: ${cookie}`,
    `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
    `Content-Length: ${BODY_BYTES}`,
    "",
    `--${BOUNDARY}`,
    'Content-Disposition: form-data; name="package"; filename="half.zip"',
    "Content-Type: application/zip",
    "",
    "",
  ].join("\r\n");
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(head);
      // On its way to the disk when the callback comes, as far as this side can tell; a moment more for the other one.
      socket.write(Buffer.alloc(BODY_BYTES / 2, 0x50), () => void sleep(500).then(() => resolve(socket)));
    });
    socket.once("error", reject);
    // Later ends are the point of the test.
    socket.on("error", () => {});
  });
}

async function temporaryFiles({ repository }: Scene): Promise<number> {
  return (await readdir(join(repository.config.dataDir, "storage", "tmp")).catch(() => [])).length;
}

/** The sender went away: what had arrived is removed at once, without the hourly tidying. */
async function untilFewer(scene: Scene, before: number): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 50) {
    if ((await temporaryFiles(scene)) < before) return;
    await sleep(50);
  }
  scene.surprises.push("the part of a broken upload stayed on disk");
}

import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { urls } from "@/lib/urls";
import { publicPlugins } from "@/tests/builders/public-plugins";
import { type Program, startProgram } from "../../throw-away/program";
import { openThrowAwayRepository, type ThrowAwayRepository } from "../../throw-away/repository";
import { startSite } from "../../throw-away/site";

export const PLUGINS = 3_000;
export const VERSIONS = 15_000;
/** A usual plugin, and a large one. */
export const FILES = { small: 300_000, large: 5_000_000 };
const LARGE_VERSION = "0.5";
const ANSWERS_WITHIN_MS = 20_000;

export interface Scene {
  repository: ThrowAwayRepository;
  userId: string;
  site: Program;
  /** Path and query on the site. */
  addresses: { feed: string; small: string; large: string };
  /** The server of plain files: its address, and the same bytes as the site's. */
  plain: { program: Program; address: string; folder: string };
  end(): Promise<void>;
}

/** A catalogue of real size written straight into the database, the built site, and a plain server of the same bytes. */
export async function openScene(): Promise<Scene> {
  const repository = await openThrowAwayRepository({ UPLOADS_PER_HOUR: "100000" });
  const programs: Program[] = [];
  const end = async () => {
    await Promise.all(programs.map((program) => program.end("SIGTERM")));
    await repository.close();
  };
  try {
    const { userId } = await repository.addPerson({ isTrusted: true });
    const { addresses, files } = await fillCatalogue(repository, userId);
    const site = await startSite(repository);
    programs.push(site);
    const folder = join(repository.folder, "plain");
    mkdirSync(folder);
    for (const [name, sha256] of Object.entries(files)) copyFileSync(repository.storage.pathOf(sha256), join(folder, name));
    const feed = await fetch(`${repository.config.publicUrl}${addresses.feed}`, { headers: { "accept-encoding": "identity" } });
    const xml = Buffer.from(await feed.arrayBuffer());
    writeFileSync(join(folder, "feed.xml"), xml);
    writeFileSync(join(folder, "feed.gz"), await packedFeed(repository, addresses.feed));
    const plain = await startPlainServer(repository, folder);
    programs.push(plain.program);
    return { repository, userId, site, addresses, plain, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function fillCatalogue(repository: ThrowAwayRepository, userId: string) {
  const { db, storage } = repository;
  const store = async (sizeBytes: number) => {
    const stored = await storage.put(Readable.from([randomBytes(sizeBytes)]), { maxBytes: sizeBytes });
    if (!stored.ok) throw new Error(stored.error.message);
    return stored.value;
  };
  const [small, large] = [await store(FILES.small), await store(FILES.large)];
  const rows = await publicPlugins(db, { ownerId: userId, plugins: PLUGINS, versionsEach: VERSIONS / PLUGINS, artifact: small });
  await db.execute(
    sql`insert into artifacts (sha256, size_bytes, content_digest, file_count) values (${large.sha256}, ${large.sizeBytes}, 'x', 1)`,
  );
  const [first] = rows;
  if (!first) throw new Error("the catalogue is empty");
  await db.execute(sql`
    insert into versions (plugin_id, version, artifact_sha256, status, basis, metadata, is_experimental, qgis_minimum, qgis_maximum, uploaded_via, first_approved_at, approved_at)
    select plugin_id, ${LARGE_VERSION}, ${large.sha256}, status, basis, metadata, is_experimental, qgis_minimum, qgis_maximum, uploaded_via, now(), now()
    from versions where id = ${first.versionId}`);
  await db.execute(sql`analyze`);
  return {
    addresses: {
      feed: urls.feed({ qgis: "3.34" }),
      small: urls.download(first.packageName, first.version),
      large: urls.download(first.packageName, LARGE_VERSION),
    },
    files: { small: small.sha256, large: large.sha256 },
  };
}

/** The bytes as they go over the wire: `fetch` would unpack them. */
async function packedFeed({ config }: ThrowAwayRepository, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(`${config.publicUrl}${path}`, { headers: { "accept-encoding": "gzip" } }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve(Buffer.concat(chunks));
    }).on("error", reject);
  });
}

async function startPlainServer(repository: ThrowAwayRepository, folder: string) {
  const log = join(repository.folder, "plain.log");
  const program = startProgram(["--import", "tsx", "scripts/bench/load/static-server.ts", folder], repository.variables, log);
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    const port = /port (\d+)/.exec(readFileSync(log, "utf8"))?.[1];
    if (port) return { program, address: `http://127.0.0.1:${port}`, folder };
    if (!program.isAlive() || Date.now() > deadline) throw new Error("The server of plain files could not be started.");
    await sleep(50);
  }
}

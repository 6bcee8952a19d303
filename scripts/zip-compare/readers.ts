/** What three readers get from an archive: names and contents of its files. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ArchiveError } from "@/scanners/archive/archive-error";
import { readRecords } from "@/scanners/archive/read-records";
import { readFiles } from "@/scanners/archive/read-zip";

/** sha256 of each file by name; names as bytes in latin1, so that nothing is lost. Or why there are none. */
export type Reading = ReadonlyMap<string, string> | string;

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const asBytes = (name: string) => Buffer.from(name).toString("latin1");

/** For every file of a folder, in one process: files with their contents, as QGIS unpacks them. */
const PYTHON = `
import hashlib, json, os, sys, zipfile
out = {}
for name in sorted(os.listdir(sys.argv[1])):
    try:
        with zipfile.ZipFile(os.path.join(sys.argv[1], name)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            out[name] = [[entry.filename, hashlib.sha256(archive.read(entry)).hexdigest()] for entry in entries]
    except Exception as error:
        out[name] = repr(error)[:200]
json.dump(out, sys.stdout)
`;

/** By file name. */
export function readByPython(folder: string): Map<string, Reading> {
  const options = { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] as ["ignore", "pipe", "ignore"] } as const;
  const answers = JSON.parse(execFileSync("python3", ["-c", PYTHON, folder], options)) as Record<string, [string, string][] | string>;
  return new Map(
    Object.entries(answers).map(([file, answer]): [string, Reading] => {
      if (typeof answer === "string") return [file, answer];
      const names = new Set(answer.map(([name]) => name));
      return [file, names.size < answer.length ? "a name twice" : new Map(answer.map(([name, hash]) => [asBytes(name), hash]))];
    }),
  );
}

function* filesIn(folder: Buffer, prefix = ""): Generator<[string, Uint8Array]> {
  for (const entry of readdirSync(folder, { withFileTypes: true, encoding: "buffer" })) {
    const path = Buffer.concat([folder, Buffer.from("/"), entry.name]);
    const name = `${prefix}${entry.name.toString("latin1")}`;
    if (entry.isDirectory()) yield* filesIn(path, `${name}/`);
    else yield [name, readFileSync(path)];
  }
}

/** Unpacks into a folder that is emptied before. */
export function readByUnzip(archive: string, folder: string): Reading {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, LC_ALL: "C.UTF-8", UNZIP: "" };
  const { status, stderr, error } = spawnSync("unzip", ["-qq", "-o", archive, "-d", folder], {
    env,
    encoding: "latin1",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (error) throw error;
  if (status !== 0) return `exit code ${status}: ${stderr.trim().slice(0, 200)}`;
  return new Map([...filesIn(Buffer.from(folder))].map(([name, bytes]) => [name, sha256(bytes)]));
}

export interface OwnReading {
  reading: Reading;
  /** Names beyond ASCII that the ZIP does not mark as UTF-8, by the name that we read. `unzip` writes them in other letters. */
  unmarked: ReadonlySet<string>;
}

export async function readByUs(bytes: Uint8Array): Promise<OwnReading> {
  try {
    const records = await readRecords(bytes);
    const isUnmarked = (raw: Uint8Array, flags: number) => (flags & 0x0800) === 0 && raw.some((byte) => byte >= 0x80);
    const unmarked = records.filter(({ entry }) => isUnmarked(entry.rawName, entry.flags)).map(({ name }) => asBytes(name));
    const files = await readFiles(bytes);
    return { reading: new Map(files.map((file) => [asBytes(file.path), sha256(file.bytes)])), unmarked: new Set(unmarked) };
  } catch (cause) {
    if (!(cause instanceof ArchiveError)) throw cause;
    return { reading: cause.problems.map((problem) => problem.code).join(" "), unmarked: new Set() };
  }
}

/** Letters beyond ASCII are left out of such names on both sides; their contents and the rest of them are compared. */
const skeleton = (name: string) => name.replace(/[\x80-\xff]+/g, "?");

/** @returns why two readings differ; null when they do not */
export function difference(ours: OwnReading, theirs: Reading, isByName: boolean): string | null {
  if (typeof ours.reading === "string") return null;
  if (typeof theirs === "string") return theirs;
  const lines = (reading: ReadonlyMap<string, string>) =>
    [...reading].map(([name, hash]) => `${!isByName && ours.unmarked.size > 0 ? skeleton(name) : name}\t${hash}`).sort();
  const [own, other] = [lines(ours.reading), lines(theirs)];
  const missing = own.find((line) => !other.includes(line)) ?? other.find((line) => !own.includes(line));
  return missing === undefined && own.length === other.length ? null : `differs at ${JSON.stringify(missing)}`;
}

export function writeArchive(folder: string, name: string, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

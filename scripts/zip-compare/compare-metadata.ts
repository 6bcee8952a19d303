/** Our reading of metadata.txt beside that of QGIS Desktop's parser. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseIni } from "@/scanners/archive/metadata-ini";
import { seededRandom } from "../throw-away/random";
import { randomMetadata } from "./random-metadata";

/**
 * As QGIS reads the file (python/utils.py: `codecs.open`), and as it would with Python's own `open`. Interpolation is off:
 * our contract takes `%` as it stands.
 */
const PYTHON = `
import codecs, configparser, json, os, sys
def read(opened):
    try:
        parser = configparser.ConfigParser(interpolation=None)
        with opened as file:
            parser.read_file(file)
        return dict(parser["general"]) if parser.has_section("general") else None
    except Exception as error:
        return type(error).__name__
out = []
path = os.path.join(sys.argv[1], "metadata.txt")
for text in json.load(sys.stdin):
    with open(path, "wb") as file:
        file.write(text.encode("utf-8"))
    out.append([read(codecs.open(path, "r", "utf8")), read(open(path, encoding="utf8"))])
json.dump(out, sys.stdout)
`;

/** Values by key; the name of Python's exception; null without a section [general]. */
type PythonReading = Record<string, string> | string | null;

function readByPython(texts: readonly string[]): [PythonReading, PythonReading][] {
  const folder = mkdtempSync(join(tmpdir(), "metadata-compare-"));
  try {
    const options = { input: JSON.stringify(texts), encoding: "utf8", maxBuffer: 1 << 30 } as const;
    const { error, status, stderr, stdout } = spawnSync("python3", ["-W", "ignore", "-c", PYTHON, folder], options);
    if (error) throw error;
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as [PythonReading, PythonReading][];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface OwnReading {
  reading: PythonReading;
  /** Refused because versions of QGIS would read it differently, whatever one of them says. */
  isOdd: boolean;
}

function readByUs(text: string): OwnReading {
  // A mark is told as a warning with its own sentence: QGIS reads nothing of such a file.
  if (text.startsWith("\ufeff")) return { reading: "a byte order mark", isOdd: false };
  const { general, generalLine, problems } = parseIni(text);
  const isOdd = problems.some((problem) => problem.code === "metadata-invisible-character");
  if (problems.length > 0) return { reading: problems.map((problem) => problem.code).join(" "), isOdd };
  const values = Object.fromEntries([...general].map(([key, value]) => [key.toLowerCase(), value.text]));
  return { reading: generalLine === null ? null : values, isOdd };
}

function isSame(ours: PythonReading, theirs: PythonReading): boolean {
  if (typeof ours === "string" || typeof theirs === "string") return typeof ours === typeof theirs;
  const sorted = (reading: Record<string, string> | null) => JSON.stringify(reading && Object.entries(reading).sort());
  return sorted(ours) === sorted(theirs);
}

export interface MetadataComparison {
  read: number;
  refused: number;
  odd: number;
  disagreements: string[];
}

/** @param count files to make; the same for the same seed */
export function compareMetadata(count: number, seed: number): MetadataComparison {
  const texts = Array.from({ length: count }, (_, index) => randomMetadata(seededRandom(seed * 1_000_003 + index)));
  const result: MetadataComparison = { read: 0, refused: 0, odd: 0, disagreements: [] };
  readByPython(texts).forEach((theirs, index) => {
    const text = texts[index] ?? "";
    const ours = readByUs(text);
    if (ours.isOdd) result.odd += 1;
    else if (typeof ours.reading === "string") result.refused += 1;
    else result.read += 1;
    if (!ours.isOdd && !theirs.every((reading) => isSame(ours.reading, reading)))
      result.disagreements.push(`${JSON.stringify(text)}: ours ${JSON.stringify(ours.reading)}, Python ${JSON.stringify(theirs)}`);
  });
  return result;
}

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { RULES } from "@/scanners/ruleset/rules";
import { metadataText } from "@/tests/builders/plugin";
import { pythonSource } from "../throw-away/python-source";
import { seededRandom } from "../throw-away/random";
import type { Subject } from "./judge";

/** Larger files are left out: a mutant shall take milliseconds. */
const MAX_BYTES = 60_000;
const ENDINGS = /\.(?:py|pyw|ini|cfg|ya?ml|json|sql|txt|md|js|html|xml|ui|sh|env|toml|po|ts|svg|qml)$/i;
/** Of the files of real packages, at most so many; every n-th when there are more. */
const MAX_FILES = 6_000;

/** What our own rules give as examples, and generated modules. */
export function ownSources(): Subject[] {
  const examples = RULES.flatMap((rule) => [rule.badExample, rule.goodExample]);
  return [
    ...examples.map((example) => ({ path: example.path, bytes: Buffer.from(example.code) })),
    ...[1, 2, 3].map((seed) => ({ path: `module_${seed}.py`, bytes: Buffer.from(pythonSource(seededRandom(seed), 6_000)) })),
    { path: "settings.ini", bytes: Buffer.from(metadataText({ name: "Sample", password: "x" })) },
    { path: "settings.yaml", bytes: Buffer.from("a: &a\n  - 'text'\n  - key: value\nb: *a\nc: |\n  lines\n  of text\n") },
    { path: ".flake8", bytes: Buffer.from("[flake8]\nextend-ignore = E203, W503\nper-file-ignores =\n    a.py:F401\nexclude = x/*,y\n") },
    {
      path: ".secrets.baseline",
      bytes: Buffer.from('{"version": "1.5.0", "results": {"a.py": [{"type": "Secret Keyword", "hashed_secret": "0", "line_number": 1}]}}'),
    },
  ];
}

/** Files of real packages in a folder, in a fixed order. */
export async function sourcesIn(folder: string): Promise<Subject[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile() && ENDINGS.test(one.name)).map((one) => join(one.parentPath, one.name));
  paths.sort();
  const step = Math.max(1, Math.ceil(paths.length / MAX_FILES));
  const sources: Subject[] = [];
  for (const path of paths.filter((_, index) => index % step === 0)) {
    const bytes = await readFile(path);
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (bytes.length > 0 && bytes.length <= MAX_BYTES) sources.push({ path: name, bytes });
  }
  return sources;
}

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Row, Tool } from "./projection";

/** What a real tool said about many plugins: `plugins.tsv` and one `<tool>.tsv.gz` for each tool. */
export interface Reference {
  /** Plugins that the tool was run on, with what it found. */
  byPlugin: ReadonlyMap<string, Row[]>;
  /** The CPython that it ran on, by plugin. */
  ranOn: ReadonlyMap<string, string>;
  /** Rows whose code is none of ours. */
  otherCodes: number;
}

/** @param codes rows with other codes are counted and left out; null keeps all */
export async function readReference(folder: string, tool: Tool, codes: ReadonlySet<string> | null): Promise<Reference> {
  const ranOn = await readRuns(join(folder, "plugins.tsv"), tool);
  const byPlugin = new Map<string, Row[]>([...ranOn.keys()].map((plugin) => [plugin, []]));
  let otherCodes = 0;
  const path = join(folder, `${tool}.tsv.gz`);
  if (!existsSync(path)) return { byPlugin: new Map(), ranOn: new Map(), otherCodes };
  for (const line of gunzipSync(await readFile(path))
    .toString("utf8")
    .split("\n")
    .slice(1)) {
    const [plugin, file, number, code, severity, confidence] = line.split("\t");
    if (!plugin || !file || !code) continue;
    if (codes && !codes.has(code)) otherCodes++;
    else byPlugin.get(plugin)?.push({ file, line: Number(number), code, ...(severity && confidence ? { severity, confidence } : {}) });
  }
  return { byPlugin, ranOn, otherCodes };
}

async function readRuns(path: string, tool: Tool): Promise<Map<string, string>> {
  const [head = "", ...lines] = (await readFile(path, "utf8")).split("\n");
  const names = head.split("\t");
  const at = names.indexOf(`${tool}_on`);
  const runs = new Map<string, string>();
  for (const line of lines) {
    const words = line.split("\t");
    const plugin = words[names.indexOf("plugin")];
    if (plugin && words[at] !== "-") runs.set(plugin, words[at] ?? "");
  }
  return runs;
}

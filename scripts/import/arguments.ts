import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE = `npm run import -- dump <database-url> --media <folder> [--verify | --only-verify]
npm run import -- public <base-url|folder> [--verify | --only-verify] [--qgis 3.4,3.44] [--accept-vanished]

  dump      from a dump of today's site, restored into a PostgreSQL database: people, plugins, versions, votes, feedback
  public    from what a site offers to everybody: its plugins.xml, its JSON pages and its ZIPs; run again, it follows
  --media            the folder that holds the dump's packages (MEDIA_ROOT there)
  --verify           afterwards compares what both offer to QGIS 2.18, 3.4, 3.34, 3.44 and 4.0; ends with 1 on a difference
  --only-verify      compares and imports nothing
  --qgis             the QGIS versions whose feeds are read (default: all that were released, by their minor number)
  --accept-vanished  withdraws what is no longer offered there also when it is much at once

Both can be ended at any moment and run again.`;

export interface ImportArguments {
  source: { kind: "dump"; url: string; media: string } | { kind: "public"; url: URL | null; folder: string | null };
  imports: boolean;
  verifies: boolean;
  qgis: string[] | null;
  acceptsVanished: boolean;
}

export class WrongUsage extends Error {}

/** @throws WrongUsage with the reason */
export function parseArguments(args: readonly string[], callerFolder: string): ImportArguments | "help" {
  const { values, positionals } = parse(args);
  if (values.help) return "help";
  const [kind, from, ...more] = positionals;
  if ((kind !== "dump" && kind !== "public") || !from || more.length > 0) throw new WrongUsage("Say what to import, and from where.");
  const qgis = values.qgis ? values.qgis.split(",").map((one) => one.trim()) : null;
  const odd = qgis?.find((one) => !/^\d{1,2}\.\d{1,2}$/.test(one));
  if (odd !== undefined) throw new WrongUsage(`--qgis: “${odd}” is no version like 3.44.`);
  return {
    source: kind === "dump" ? dumpSource(from, values.media, callerFolder) : publicSource(from, callerFolder),
    imports: !values["only-verify"],
    verifies: Boolean(values.verify || values["only-verify"]),
    qgis,
    acceptsVanished: Boolean(values["accept-vanished"]),
  };
}

function parse(args: readonly string[]) {
  const flag = { type: "boolean" } as const;
  const text = { type: "string" } as const;
  const options = { media: text, verify: flag, "only-verify": flag, qgis: text, "accept-vanished": flag, help: flag };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    throw new WrongUsage((cause as Error).message);
  }
}

function dumpSource(from: string, media: string | undefined, callerFolder: string): ImportArguments["source"] {
  if (!/^postgres(ql)?:\/\//.test(from)) throw new WrongUsage("The dump's database is named by a postgres:// address.");
  if (!media) throw new WrongUsage("--media names the folder with the packages.");
  return { kind: "dump", url: from, media: resolve(callerFolder, media) };
}

function publicSource(from: string, callerFolder: string): ImportArguments["source"] {
  if (!/^[a-z]+:\/\//i.test(from)) return { kind: "public", url: null, folder: resolve(callerFolder, from) };
  const url = URL.canParse(from) ? new URL(from) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new WrongUsage("The site is named by an http(s) address.");
  if (url.username || url.password || url.search || url.hash) throw new WrongUsage("The address may hold no password, query or anchor.");
  return { kind: "public", url, folder: null };
}

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/scripts/project-root";

export type Browser = { executablePath: string; args: string[]; env: Record<string, string> };

const needed = ["--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-gpu"];

/**
 * The browser that came with npm, unpacked once (3 s), with its own libraries and fonts: no system package and no root is needed.
 * A browser of this machine is used only on request, CHROMIUM_PATH, and only if it really runs.
 */
export async function findChromium(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const requested = process.env.CHROMIUM_PATH;
  if (requested) {
    execFileSync(requested, ["--version"], { stdio: "ignore" });
    return { executablePath: requested, args: [...needed, ...asRoot], env: inherited };
  }
  const folder = await unpack();
  const libraries = [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return {
    executablePath: join(folder, "chromium"),
    // This build has no setuid sandbox helper beside it; it only ever opens the site under test.
    args: [...needed, "--no-sandbox", "--font-render-hinting=none"],
    env: { ...inherited, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontConfiguration(folder) },
  };
}

/** The package's own file names folders of a hosting service; without a font the browser shows no text at all. */
function fontConfiguration(folder: string): string {
  const file = join(folder, "greenbadge-fonts.conf");
  const directories = `<dir>${join(folder, "fonts", "fonts")}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${directories}</fontconfig>\n`);
  return file;
}

/** Unpacks beside the final place and moves it in when whole, so that a broken-off run leaves nothing half. */
async function unpack(): Promise<string> {
  const packageFolder = join(projectRoot, "node_modules", "@sparticuz", "chromium");
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  const cache = join(projectRoot, "node_modules", ".cache");
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  const { TMPDIR: before } = process.env;
  // The package unpacks into the folder for temporary files, and takes whatever lies there already for its own.
  process.env.TMPDIR = draft;
  try {
    const { default: chromium, inflate } = await import("@sparticuz/chromium");
    await chromium.executablePath();
    await inflate(join(packageFolder, "bin", "al2023.tar.br"));
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

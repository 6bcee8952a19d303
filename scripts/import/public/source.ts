import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { urls } from "@/lib/urls";
import { FileProblem, MAX_FILE_BYTES, openBelow } from "../store-file";
import { FEED_LIMITS } from "./feed-reader";

/** What a repository offers to everybody, from its site or from a folder that mirrors it. */
export interface PublicSource {
  label: string;
  /** The feeds that list everything: of the given QGIS versions, or every XML file of the folder. */
  feeds(qgis: readonly string[]): AsyncIterable<{ label: string; stream: Readable }>;
  /** What one QGIS version is offered; null when the folder has no such file. */
  feedOf(qgis: string): Promise<Readable | null>;
  /** The JSON beside a plugin's page; null when there is none. */
  page(packageName: string): Promise<unknown>;
  /** @throws FileProblem */
  zip(packageName: string, version: string): Promise<Readable>;
}

const PAGE_BYTES = 20_000_000;
/** For a whole answer; 200 MB on a slow line take some minutes. */
const TIMEOUT_MS = 300_000;
/** Answers that a second try may better. */
const TRIES = 3;

export function openSource(from: { url: URL | null; folder: string | null }): PublicSource {
  if (from.url) return siteSource(from.url);
  return folderSource(from.folder ?? ".");
}

/** `plugins.xml`, `plugins_3.44.xml` …; ZIPs under their file name; optionally `<package name>.json`, the plugin's JSON page. */
function folderSource(folder: string): PublicSource {
  const fileOf = async (name: string) => ((await stat(join(folder, name)).catch(() => null))?.isFile() ? join(folder, name) : null);
  return {
    label: folder,
    async *feeds() {
      const names = await readdir(folder).catch(() => {
        throw new Error(`There is no folder ${folder}.`);
      });
      const feeds = names.filter((name) => name.endsWith(".xml")).sort();
      if (feeds.length === 0) throw new Error(`${folder} holds no plugins.xml.`);
      for (const name of feeds) yield { label: name, stream: createReadStream(join(folder, name)) };
    },
    async feedOf(qgis) {
      const file = await fileOf(`plugins_${qgis}.xml`);
      return file ? createReadStream(file) : null;
    },
    async page(packageName) {
      const file = await fileOf(`${packageName}.json`);
      return file ? parseJson(await readFile(file, "utf8"), file) : null;
    },
    zip: (packageName, version) => openBelow(folder, `${packageName}.${version}.zip`),
  };
}

/**
 * Only addresses that we make ourselves below the operator's own address are asked, whatever a feed says, and a redirect
 * is not followed: a feed leads nowhere else.
 */
function siteSource(base: URL): PublicSource {
  const at = (path: string) => new URL(`${base.href.replace(/\/+$/, "")}${path}`);
  return {
    label: base.href,
    async *feeds(qgis) {
      for (const one of qgis) {
        const answer = await ask(at(urls.feed({ qgis: one })), FEED_LIMITS.bytes);
        if (!answer) throw new Error(`${base.href} has no feed for QGIS ${one}.`);
        yield { label: `feed for QGIS ${one}`, stream: answer };
      }
    },
    feedOf: (qgis) => ask(at(urls.feed({ qgis })), FEED_LIMITS.bytes),
    async page(packageName) {
      const answer = await ask(at(urls.pluginJson(packageName)), PAGE_BYTES);
      return answer ? parseJson(await textOf(answer), `the JSON page of ${packageName}`) : null;
    },
    async zip(packageName, version) {
      const answer = await ask(at(urls.download(packageName, version)), MAX_FILE_BYTES).catch((cause: Error) => {
        throw new FileProblem(cause.message);
      });
      if (!answer) throw new FileProblem("the file is missing");
      return answer;
    },
  };
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${where} is no JSON.`);
  }
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * @returns null for 404
 * @throws Error when it is not answered in time, with another status, or with more than `maxBytes`
 */
async function ask(url: URL, maxBytes: number): Promise<Readable | null> {
  for (let attempt = 1; ; attempt += 1) {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { redirect: "error", signal, headers: { "user-agent": "greenbadge-import" } }).catch(
      (cause: Error) => cause,
    );
    if (!(answer instanceof Error)) {
      if (answer.ok && answer.body) return capped(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), maxBytes, url);
      await answer.body?.cancel();
      if (answer.status === 404) return null;
      if ((answer.status < 500 && answer.status !== 429) || attempt === TRIES) throw new Error(`${url.href} answered ${answer.status}.`);
    } else if (attempt === TRIES) {
      const reason = answer.cause instanceof Error ? answer.cause.message : answer.message;
      throw new Error(`${url.href} could not be read: ${reason}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * 500));
  }
}

function capped(stream: Readable, maxBytes: number, url: URL): Readable {
  let bytes = 0;
  return Readable.from(
    (async function* () {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) throw new Error(`${url.href} is larger than ${maxBytes} bytes.`);
        yield chunk;
      }
    })(),
  );
}

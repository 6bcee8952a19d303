/** Everything that a stranger can get to know about a plugin, from every public place, as text to compare. */
import { answerBadge } from "@/app/plugins/[pkg]/badge.svg/answer-badge";
import { answerIcon } from "@/app/plugins/[pkg]/icon/answer-icon";
import { pluginJson } from "@/app/plugins/[pkg]/json/plugin-json";
import { answerDownload } from "@/app/plugins/[pkg]/version/[version]/download/answer-download";
import { answerFeed } from "@/app/plugins/plugins.xml/answer-feed";
import { feedQuestion } from "@/app/plugins/plugins.xml/feed-query";
import type { Db } from "@/db/context";
import { type CatalogueFilter, listCatalogue } from "@/db/queries/catalogue";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { getPluginFacts } from "@/db/queries/plugin-json";
import { getLatestPublicVersion, getPluginPage } from "@/db/queries/plugin-page";
import { type PublicFiles, publicFilesOf } from "@/db/queries/public-files";
import { getVersionReport } from "@/db/queries/version-report";
import type { SignedIn } from "@/lib/domain/permissions";
import { toQuestion, toResponse } from "@/lib/http-answer";
import { IntactFiles } from "@/lib/storage/intact-files";
import type { TestRepository } from "./repository";

export interface Asked {
  packageName: string;
  versions: string[];
  /** What to search for: words, tags, authors. */
  words: string[];
}

const ORIGIN = "http://127.0.0.1:3000";
const request = (method = "GET") => new Request(ORIGIN, { method });

const feeds = new WeakMap<Db, FeedDocuments>();

/** One for a database, as a web process has: what it remembers must not be too old either. */
function feedOf(db: Db): FeedDocuments {
  const feed = feeds.get(db) ?? new FeedDocuments(db, ORIGIN);
  feeds.set(db, feed);
  return feed;
}

async function bodyOf(answer: Response): Promise<string> {
  return `${answer.status} ${Buffer.from(await answer.arrayBuffer()).toString("latin1")}`;
}

/** @param viewer null: nobody; else somebody who has nothing to do with the plugin */
export async function publicView(repository: TestRepository, viewer: SignedIn | null, asked: Asked): Promise<Record<string, string>> {
  const { db, storage, env } = repository;
  const { packageName } = asked;
  const view: Record<string, string> = {};
  const put = (place: string, seen: unknown) => {
    view[place] = typeof seen === "string" ? seen : JSON.stringify(seen);
  };
  const feed = feedOf(db);
  const askFeed = async (query: Record<string, string>) =>
    bodyOf(toResponse(await answerFeed(feed, toQuestion(request()), feedQuestion(new URLSearchParams(query)))));
  for (const qgis of ["3.34", "4.0", ""]) put(`feed ${qgis}`, await askFeed({ qgis }));
  put("feed of the plugin", await askFeed({ package_name: packageName }));
  const list = (filter: Partial<CatalogueFilter>) => listCatalogue(db, { sort: "name", page: 1, ...filter });
  put("browse", await list({}));
  for (const badge of ["green", "green-with-advice", "red", "grey"] as const) put(`badge ${badge}`, await list({ badge }));
  for (const word of asked.words) {
    put(`search ${word}`, await list({ text: word }));
    put(`tag ${word}`, await list({ tag: word }));
    put(`author ${word}`, await list({ author: word }));
  }
  put("page", await getPluginPage(db, packageName, viewer));
  put("latest", await getLatestPublicVersion(db, packageName));
  const facts = await getPluginFacts(db, packageName, viewer);
  put("json", facts && pluginJson(facts, ORIGIN));
  put("badge", await bodyOf(await answerBadge(db, request(), packageName)));
  put("icon", await bodyOf(await answerIcon(db, storage, request(), packageName)));
  for (const version of asked.versions) {
    put(`version ${version}`, await getVersionReport(db, packageName, version, viewer));
    const context = { db, publicFiles: rememberedFiles(db), files: new IntactFiles(storage), secret: env.AUTH_SECRET };
    const answer = await answerDownload(context, toQuestion(request("HEAD")), { pkg: packageName, version });
    put(`download ${version}`, await bodyOf(toResponse(answer)));
  }
  return view;
}

/** As a web process that has been running for a while. */
const remembered = new WeakMap<Db, PublicFiles>();

function rememberedFiles(db: Db): PublicFiles {
  const known = remembered.get(db) ?? publicFilesOf(db);
  remembered.set(db, known);
  return known;
}

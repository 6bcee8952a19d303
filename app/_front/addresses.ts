import { answerDownload, type DownloadContext } from "@/app/plugins/[pkg]/version/[version]/download/answer-download";
import { downloadAddress } from "@/app/plugins/[pkg]/version/[version]/download/download-address";
import { answerFeed } from "@/app/plugins/plugins.xml/answer-feed";
import { feedQuestion } from "@/app/plugins/plugins.xml/feed-query";
import type { FeedDocuments } from "@/db/queries/feed-documents";
import type { Direct } from "./front";

const FEED = /^\/plugins\/plugins\.xml\/?$/;
const DOWNLOAD = /^\/plugins\/([^/]+)\/version\/([^/]+)\/download\/?$/;

/** `/plugins/plugins.xml` */
export const feedAddress =
  (feed: FeedDocuments): Direct =>
  (question, path, query) =>
    FEED.test(path) ? answerFeed(feed, question, feedQuestion(query)) : null;

/** `/plugins/<pkg>/version/<version>/download/`. An address that is not understood is left to Next, which says so. */
export const downloadAddresses =
  (context: DownloadContext): Direct =>
  (question, path, query) => {
    const [, pkg, version] = DOWNLOAD.exec(path) ?? [];
    const input = downloadAddress.safeParse({ pkg, version, token: query.get("token") ?? undefined });
    return input.success ? answerDownload(context, question, input.data) : null;
  };

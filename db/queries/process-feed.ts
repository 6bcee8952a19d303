import { env } from "@/lib/env";
import { getDb } from "../context";
import { FeedDocuments } from "./feed-documents";

const holder = globalThis as typeof globalThis & { greenbadgeFeed?: FeedDocuments };

/** The process's documents. Kept on globalThis, so that a development server that reloads modules keeps one. */
export function processFeed(): FeedDocuments {
  holder.greenbadgeFeed ??= new FeedDocuments(getDb(), env().publicUrl);
  return holder.greenbadgeFeed;
}

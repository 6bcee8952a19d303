import { createHash } from "node:crypto";
import { type FeedQuestion, qgisSteps, selectForFeed, stepOf } from "@/lib/domain/feed-selection";
import type { PublicCatalogue, PublicVersion } from "./feed";

/** Plugins whose ids lie in one stretch of this length are compressed together: some 80 KB of text. */
const PLUGINS_PER_PART = 32;
/** Answers to different questions that are remembered: some ten KB each. */
const MAX_CHOICES = 200;

/** Neighbours in a document. */
export interface FeedPart {
  /** Equal for equal entries in equal order: what was written for one document serves the others. */
  key: string;
  versions: readonly PublicVersion[];
}

export interface FeedChoice {
  /** Equal for equal documents, whatever the question was. */
  key: string;
  parts: readonly FeedPart[];
}

/** What is public at one moment, and which of it a question lists. */
export class FeedCatalogue {
  readonly stamp: string;
  /** Ordinals of the QGIS versions at which an answer can change, lowest first. */
  readonly steps: readonly number[];
  readonly #versions: readonly PublicVersion[];
  readonly #byId: ReadonlyMap<number, PublicVersion>;
  readonly #byPackage = new Map<string, PublicVersion[]>();
  readonly #choices = new Map<string, FeedChoice>();

  constructor({ stamp, versions }: PublicCatalogue) {
    this.stamp = stamp;
    this.#versions = versions;
    this.#byId = new Map(versions.map((one) => [one.id, one]));
    this.steps = qgisSteps(versions);
    for (const one of versions) {
      const name = one.packageName.toLowerCase();
      const known = this.#byPackage.get(name);
      if (known) known.push(one);
      else this.#byPackage.set(name, [one]);
    }
  }

  /** Questions between two steps share an answer, so however many are asked, there are few different ones. */
  choose(question: FeedQuestion): FeedChoice {
    if (question.packageName !== null)
      return this.#choice(selectForFeed(this.#byPackage.get(question.packageName.toLowerCase()) ?? [], question));
    const qgis = question.qgis === null ? null : stepOf(this.steps, question.qgis);
    const asked = `${qgis} ${question.stableOnly}`;
    const known = this.#choices.get(asked);
    if (known) return known;
    const choice = this.#choice(selectForFeed(this.#versions, { ...question, qgis }));
    if (this.#choices.size >= MAX_CHOICES) this.#choices.clear();
    this.#choices.set(asked, choice);
    return choice;
  }

  /** @param ids by plugin id, as `selectForFeed` gives them */
  #choice(ids: readonly number[]): FeedChoice {
    const parts: FeedPart[] = [];
    let group: PublicVersion[] = [];
    const end = () => group.length > 0 && parts.push({ key: digest(group.map(entryKey)), versions: group });
    for (const id of ids) {
      const one = this.#byId.get(id) as PublicVersion;
      if (group[0] && stretchOf(group[0]) !== stretchOf(one)) {
        end();
        group = [];
      }
      group.push(one);
    }
    end();
    return { key: digest(parts.map((part) => part.key)), parts };
  }
}

const stretchOf = ({ pluginId }: PublicVersion): number => Math.floor(pluginId / PLUGINS_PER_PART);

/** Everything that an entry's text depends on. */
const entryKey = (one: PublicVersion): string =>
  JSON.stringify([one.id, one.revision, one.verdict, one.isOwnerTrusted, one.downloads, one.uploadedBy]);

const digest = (texts: readonly string[]): string => createHash("sha256").update(texts.join("\n")).digest("base64");

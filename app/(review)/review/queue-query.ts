import { z } from "zod";
import type { QueueFilter } from "@/db/queries/review-queue";
import { QUEUE_LISTS, QUEUE_REASONS, QUEUE_SORTS } from "@/lib/domain/review-queue";

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
const optional = <const T extends readonly string[]>(values: T) =>
  z.preprocess(
    first,
    z
      .enum(values)
      .or(z.literal(""))
      .catch("" as const),
  );

/** What the address of the queue says. Anything not understood is left out: a shared link never breaks. */
const schema = z.object({
  list: z.preprocess(first, z.enum(QUEUE_LISTS).catch("ready")),
  reason: optional(QUEUE_REASONS),
  // PostgreSQL holds no NUL
  q: z.preprocess(first, z.string().trim().max(100).catch("")).transform((text) => text.replaceAll("\0", "")),
  channel: optional(["stable", "experimental"]),
  via: optional(["web", "token", "xmlrpc", "import"]),
  claim: optional(["mine", "free"]),
  late: optional(["1"]),
  own: optional(["1"]),
  sort: z.preprocess(first, z.enum(QUEUE_SORTS).catch("oldest")),
  page: z.preprocess(first, z.coerce.number().int().min(1).max(10_000).catch(1)),
});

export type QueueQuery = z.output<typeof schema>;
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export const readQueueQuery = async (searchParams: SearchParams): Promise<QueueQuery> => schema.parse(await searchParams);

export function toFilter({ reason, q, channel, via, claim, late, own, ...query }: QueueQuery): QueueFilter {
  return {
    ...query,
    ...(reason ? { reason } : {}),
    ...(q ? { text: q } : {}),
    ...(channel ? { channel } : {}),
    ...(via ? { via } : {}),
    ...(claim ? { claim } : {}),
    onlyLate: late === "1",
    includesOwn: own === "1",
  };
}

/** The address of a queue: what is as usual is left out of it. */
export function addressOf({ list, sort, page, ...query }: QueueQuery): Record<string, string | number | undefined> {
  return {
    ...query,
    list: list === "ready" ? undefined : list,
    sort: sort === "oldest" ? undefined : sort,
    page: page === 1 ? undefined : page,
  };
}

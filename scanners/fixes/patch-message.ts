/** What a patch process says, parsed at its border as a scan's words are: it has read the same stranger's package. */
import * as z from "zod";
import { FIXES } from "./fixes";
import type { PatchProcessMessage } from "./patch-process";

const count = z.int().nonnegative();

const message = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("patched"),
    patched: z.object({
      zip: z.instanceof(Uint8Array),
      diff: z.instanceof(Uint8Array),
      fixes: z.array(z.object({ id: z.enum(FIXES.map(({ id }) => id)), findings: count })),
      contentDigest: z.hex().length(64),
      fileCount: count,
    }),
  }),
  z.object({ type: z.literal("nothing") }),
  z.object({ type: z.literal("failed"), detail: z.string() }),
]);

/** @returns null for what is none */
export function parsePatchMessage(said: unknown): PatchProcessMessage | null {
  const parsed = message.safeParse(said);
  return parsed.success ? parsed.data : null;
}

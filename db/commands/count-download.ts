import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Executor } from "../context";
import { downloads } from "../schema";

/**
 * Counts a download once per address and day (UTC). The address is not stored: only a hash with a key that changes daily,
 * so that days cannot be linked.
 *
 * @param input.secret AUTH_SECRET; the day's key is derived from it
 */
export async function countDownload(
  db: Executor,
  input: { versionId: number; address: string; secret: string; now?: Date },
): Promise<void> {
  const day = (input.now ?? new Date()).toISOString().slice(0, 10);
  const dayKey = createHmac("sha256", input.secret).update(`downloads ${day}`).digest();
  const addressHash = createHmac("sha256", dayKey).update(input.address).digest("hex").slice(0, 32);
  // The answer does not wait for the disk: what a crash of the server takes with it is a count.
  await db.execute(sql`insert into ${downloads} (version_id, day, address_hash)
    select ${input.versionId}::int, ${day}, ${addressHash} from (select set_config('synchronous_commit', 'off', true)) as lax
    on conflict do nothing`);
}

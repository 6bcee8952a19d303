/** `npm run audit:verify`: is the audit log what was written? Ends with 1 and names the first place where it is not. */
import { parseArgs } from "node:util";
import { connect } from "@/db/client";
import { verifyAudit } from "@/db/queries/verify-audit";
import { env } from "@/lib/env";

const USAGE = `npm run audit:verify -- [--head POSITION:SHA256]

--head takes a head that was noted before ("audit.sealed" in the worker's log lines, or the last line of this command).
Without it, somebody who may write everything in the database could have made the whole chain anew.`;

function notedHead(text: string | undefined) {
  if (text === undefined) return undefined;
  const [, position, sha256] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!position || !sha256) throw new Error(USAGE);
  return { position: Number(position), sha256 };
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { head: { type: "string" } } });
  const expected = notedHead(values.head);
  const db = connect(env().DATABASE_URL, 1);
  try {
    // One snapshot: what is written and sealed meanwhile counts as not there.
    const report = await db.transaction((tx) => verifyAudit(tx, expected), { isolationLevel: "repeatable read", accessMode: "read only" });
    console.log(`${report.sealed} entries sealed, ${report.waiting} not yet.`);
    if (report.problem) console.error(`The audit log was tampered with, or is broken.\n${report.problem}`);
    else
      console.log(
        `Nothing was altered, removed or inserted.\nHead ${report.head ? `${report.head.position}:${report.head.sha256}` : "none"}`,
      );
    return report.problem ? 1 : 0;
  } finally {
    await db.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);

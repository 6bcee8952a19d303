import { recordAudit } from "@/db/commands/record-audit";
import { getDb } from "@/db/context";
import { exportAuditEntries } from "@/db/queries/audit-log";
import { log } from "@/lib/logger";
import { auditFilter } from "@/lib/validation/audit-filter";
import { route } from "../../../../_server/route";
import { auditCsvHeader, auditCsvLines } from "./audit-csv";

/** The log as CSV, sent while it is read. That somebody took it stands in it. */
export const GET = route(auditFilter, "admin", async ({ input, person, requestId }) => {
  const db = getDb();
  const facts = Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== "" && name !== "person"));
  await recordAudit(db, { actor: { kind: "person", userId: person.userId }, event: "audit:exported", facts, requestId });
  return new Response(asStream(csv(exportAuditEntries(db, input))), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="audit-log.csv"',
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});

async function* csv(batches: ReturnType<typeof exportAuditEntries>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  try {
    yield encoder.encode(auditCsvHeader());
    for await (const rows of batches) yield encoder.encode(auditCsvLines(rows));
  } catch (error) {
    // The answer has begun: its connection breaks, so that nobody takes a part for the whole.
    log.error("audit.export.failed", error);
    throw error;
  }
}

/** Reads on only when the client has taken what was read before. */
function asStream(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

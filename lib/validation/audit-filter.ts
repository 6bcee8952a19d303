import { z } from "zod";
import { AUDIT_KINDS } from "../domain/audit-events";

const text = z.string().max(200).catch("").default("");
const day = z.iso.date().catch("").default("");

/** The audit log's filter as its address has it; what makes no sense narrows nothing. */
export const auditFilter = z.object({
  person: text,
  plugin: text,
  event: z
    .enum(["", ...AUDIT_KINDS.map(([prefix]) => prefix)])
    .catch("")
    .default(""),
  from: day,
  to: day,
});

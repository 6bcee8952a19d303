import type { AppError } from "@/lib/errors";
import { err, type Result } from "@/lib/result";
import type { Executor, Tx } from "../context";

class Refused extends Error {
  constructor(readonly refusal: AppError) {
    super(refusal.message);
  }
}

/** Runs a command in one transaction, or in a part of the caller's. An expected error rolls back whatever was written before it. */
export async function inTransaction<T>(db: Executor, fn: (tx: Tx) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
  try {
    return await db.transaction(async (tx) => {
      const result = await fn(tx);
      if (!result.ok) throw new Refused(result.error);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal);
    throw error;
  }
}

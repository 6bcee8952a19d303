import type { Executor } from "@/db/context";
import type { HiddenVersion } from "@/db/queries/hidden-versions";
import { appError } from "@/lib/errors";
import { err } from "@/lib/result";
import type { ApiError } from "../endpoint";
import { hiddenJson } from "../hidden-json";

/** The same words for what does not exist and for what the caller may not see. */
export const nothingHere = () => appError("not-found", "There is nothing at this address.");

/** The same for a plugin's address, and beside it what everybody may know of versions that were public there. */
export async function nothingPublic(db: Executor, hidden: readonly HiddenVersion[], publicUrl: string) {
  return err<ApiError>({ ...nothingHere().error, hidden: await hiddenJson(db, hidden, publicUrl) });
}

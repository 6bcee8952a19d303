import { appError } from "@/lib/errors";

/** The same words for what does not exist and for what the caller may not see. */
export const nothingHere = () => appError("not-found", "There is nothing at this address.");

import { z } from "zod";

/** A version's number in an address; anything else is an address that does not exist. */
export const versionIdParam = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 31 - 1);

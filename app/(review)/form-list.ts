import { z } from "zod";

/** Boxes of one name: none, one, or an array in a form's fields. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .union([item, z.array(item)])
    .optional()
    .transform((value) => (value === undefined ? [] : ([value].flat() as z.output<T>[])));

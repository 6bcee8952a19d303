import { z } from "zod";

/** A part of an address as the router hands it over: possibly still percent-encoded. */
const part = (maxLength: number, description: string, example: string) =>
  z
    .string()
    .max(maxLength * 3)
    .transform((text) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return text;
      }
    })
    // PostgreSQL refuses NUL; no name has a control character.
    .refine((text) => text.length > 0 && text.length <= maxLength && !/\p{Cc}/u.test(text), "not understood")
    .meta({ description, examples: [example] });

/** `/plugins/<pkg>/…` */
export const pluginAddress = z.object({ pkg: part(200, "The plugin's folder", "my_plugin") });
/** `/plugins/<pkg>/version/<version>/…` */
export const versionAddress = pluginAddress.extend({ version: part(64, "The version's number", "1.1.0") });

/** What a site answers to this program. Lenient about members that a newer site may add, strict about what is used. */
import * as z from "zod";
import { rulesetSchema } from "./ruleset-file";

/** `GET /api/v1/ruleset`, public. */
export const rulesetAnswer = z.object({ engineVersion: z.string().max(50), ruleset: rulesetSchema });

/** `GET /api/v1/plugins/<package name>/decisions`, for the plugin's editors. */
export const decisionsAnswer = z.object({
  packageName: z.string(),
  /** Key of this plugin's fingerprints: with it, findings here and on the site are the same ones. */
  fingerprintKey: z.string().regex(/^[0-9a-f]{64}$/),
  decisions: z.array(
    z.object({
      fingerprint: z.string(),
      kind: z.enum(["acknowledgement", "acceptance", "suppression-refused"]),
      equalCount: z.int().positive(),
    }),
  ),
});

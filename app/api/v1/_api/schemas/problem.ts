import { z } from "zod";
import { PROBLEM_CODES } from "../problem";
import { address, named, optionalLine } from "./fields";
import { hiddenVersion } from "./hidden";

export const problem = named(
  "Problem",
  "An error (RFC 9457), as application/problem+json",
  z.object({
    type: address("What the code means", "/docs/api#error-invalid"),
    title: z.string().meta({ description: "The same for every occurrence", examples: ["Not understood"] }),
    status: z.int().meta({ examples: [400] }),
    detail: z
      .string()
      .meta({ description: "A sentence for people. The HTTP reason phrase carries it too", examples: ["The query is not right."] }),
    code: z.enum(PROBLEM_CODES).meta({ description: "Stable: decide by it", examples: ["invalid"] }),
    errors: z
      .array(
        z.object({
          message: z.string().meta({ examples: ["Too big: expected number to be <=100"] }),
          field: z
            .string()
            .optional()
            .meta({ description: "Parameter or field of the form", examples: ["limit"] }),
          code: z.string().optional().meta({ description: "Of a rule for packages" }),
          url: address("The rule's paragraph", "/docs/security-scanning#package-license-missing").optional(),
          level: z.enum(["error", "warning"]).optional(),
          advice: z.string().optional(),
          entry: z.string().optional().meta({ description: "File in the package" }),
          line: optionalLine(),
        }),
      )
      .optional()
      .describe("Every single thing that is wrong"),
    hidden_versions: z.array(hiddenVersion).optional().describe("With 404: what was public at this address and is hidden now"),
    request_id: z
      .string()
      .meta({ description: "Tell it to us when you ask about this answer", examples: ["7d1f8f0e-1c2b-4b3a-9d5c-0a1b2c3d4e5f"] }),
  }),
);

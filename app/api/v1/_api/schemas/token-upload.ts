import { z } from "zod";
import { urls } from "@/lib/urls";
import { address, count, named, versionNumber } from "./fields";
import { PACKAGE, SENT } from "./story";

/** Answers of /plugins/api/…: a contract with clients that exist, which is why it is not the form of the rest. */
export const tokenUploadAccepted = named(
  "TokenUploadAccepted",
  "An upload by token that was accepted",
  z.object({
    success: z.literal(true),
    message: z.string().meta({ examples: [`${PACKAGE} ${SENT.version} was accepted and is being checked.`] }),
    version: versionNumber(),
    plugin_id: count(41),
    version_id: count(SENT.versionId),
    validation_status: z.string().meta({ examples: ["validating"] }),
    approved: z.boolean().meta({ examples: [false] }),
    verdict: z.enum(["passed", "advisory", "blocked", "inconclusive"]).optional().meta({ description: "When the client waited for it" }),
    scan_url: address("The report, for people", urls.securityTab(PACKAGE, SENT.version)),
    scan_api_url: address("Follow it here with the same token", urls.apiScan(SENT.scanId)),
    approval_message: z.string().optional(),
    warnings: z.array(z.string()).optional(),
  }),
);

export const tokenUploadRefused = named(
  "TokenUploadRefused",
  "An upload by token that was refused",
  z.object({
    success: z.literal(false),
    error: z.string().meta({ examples: ["The package cannot be accepted as it is."] }),
    errors: z.record(z.string(), z.array(z.string())).optional(),
  }),
);

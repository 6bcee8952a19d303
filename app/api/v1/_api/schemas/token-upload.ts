import { z } from "zod";
import { address, count, named, versionNumber } from "./fields";

/** Answers of /plugins/api/…: a contract with clients that exist, which is why it is not the form of the rest. */
export const tokenUploadAccepted = named(
  "TokenUploadAccepted",
  "An upload by token that was accepted",
  z.object({
    success: z.literal(true),
    message: z.string().meta({ examples: ["Version 1.2.0 was uploaded."] }),
    version: versionNumber(),
    plugin_id: count(),
    version_id: count(),
    validation_status: z.string().meta({ examples: ["validating"] }),
    approved: z.boolean().meta({ examples: [false] }),
    verdict: z.enum(["passed", "advisory", "blocked", "inconclusive"]).optional().meta({ description: "When the client waited for it" }),
    scan_url: address("The report, for people", "/plugins/my_plugin/version/1.2.0#security-tab"),
    scan_api_url: address("Follow it here with the same token", "/api/v1/scans/3f2a9d5c-7c1e-4d0a-9a53-2b6f8f0f9d11"),
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

import { z } from "zod";
import { urls } from "@/lib/urls";
import { address, count, named, ruleId, severity, versionNumber } from "./fields";
import { BLOCKING, OPEN_FINDINGS } from "./sample";
import { EXAMPLE_SITE, OPEN, PACKAGE, SENT } from "./story";

const ruleDocs = (rule: string) => `${EXAMPLE_SITE}${urls.ruleDocs(rule)}`;

const PACKAGE_WARNING =
  "The licence is in `LICENSE.txt`; the file wanted is `LICENSE`. Name the file `my_plugin/LICENSE`, without an ending.";

/** What is said of a file that was taken in, whatever its checks say. */
const taken = {
  version: versionNumber(),
  plugin_id: count(41),
  version_id: count(SENT.versionId),
  approved: z.boolean().meta({ description: "It is public", examples: [false] }),
  scan_url: address("The report, for people", urls.securityTab(PACKAGE, SENT.version)),
  scan_api_url: address("Follow it here with the same token", urls.apiScan(SENT.scanId)),
  approval_message: z.string().meta({ examples: ["An approver looks at it before it is published."] }),
  warnings: z.array(z.string()).meta({ description: "Rules for packages and fields that did not stop it", examples: [[PACKAGE_WARNING]] }),
};

/** Answers of /plugins/api/…: a contract with clients that exist, which is why it is not the form of the rest. */
export const tokenUploadAccepted = named(
  "TokenUploadAccepted",
  "An upload by token that was accepted",
  z.object({
    success: z.literal(true),
    message: z.string().meta({ examples: [`${PACKAGE} ${SENT.version} was accepted and is being checked.`] }),
    ...taken,
    validation_status: z.enum(["validating", "validated", "validated_with_config"]).meta({
      description: "`validating` unless the client waited; `validated_with_config` where findings are kept knowingly",
      examples: ["validating"],
    }),
    verdict: z.enum(["passed", "advisory"]).optional().meta({ description: "When the client waited for it" }),
  }),
);

const outcome = () => z.enum(["blocked", "inconclusive"]).meta({ examples: ["blocked"] });
const words = `Version ${SENT.version} is blocked: ${OPEN.critical} critical finding.`;

export const tokenUploadStopped = named(
  "TokenUploadStopped",
  "An upload by token that is stored, and that its checks did not let through while the client waited",
  z.object({
    success: z.literal(false),
    error: z.string().meta({ examples: [words] }),
    message: z.string().meta({ examples: [`${words} It is stored and not public; send a corrected file under the same number.`] }),
    errors: z.object({
      security_scan: z.array(z.string()).meta({
        description: "The findings, a line each",
        examples: [OPEN_FINDINGS.map((one) => `${one.severity} ${one.rule} ${one.path}:${one.line}: ${one.message}`)],
      }),
    }),
    ...taken,
    validation_status: outcome(),
    verdict: outcome(),
    findings: z
      .array(
        z.object({
          rule: ruleId(),
          severity: severity(),
          path: z.string().meta({ examples: [BLOCKING.path] }),
          line: count(BLOCKING.line, "From 1; 0 for a whole file"),
          message: z.string().meta({ examples: [BLOCKING.message] }),
          docs: address("How to fix it", urls.ruleDocs(BLOCKING.rule)),
        }),
      )
      .meta({
        description: "Open ones, the gravest first, at most 20",
        examples: [
          OPEN_FINDINGS.map(({ rule, severity: grave, path, line, message }) => ({
            ...{ rule, severity: grave, path, line, message, docs: ruleDocs(rule) },
          })),
        ],
      }),
    findings_total: count(OPEN_FINDINGS.length, "Open ones, also those that are not listed"),
  }),
);

export const tokenUploadRefused = named(
  "TokenUploadRefused",
  "An upload by token that was refused",
  z.object({
    success: z.literal(false),
    error: z.string().meta({ examples: ["The package cannot be accepted as it is."] }),
    errors: z.record(z.string(), z.array(z.string())).optional().meta({ description: "What is wrong, by the form's field" }),
  }),
);

import path from "node:path";
import { z } from "zod";

/** The only reader of process.env. Parsed once; every problem is listed in one message. */
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined);

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" }),
  AUTH_SECRET: z.string({ error: "must be set: a long random text" }).min(32, "must have at least 32 characters"),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be the http(s) address that people open" }),
  DATA_DIR: z.string().default(".data"),
  FEED_DIR: optionalText,
  /** Set by `npm start` alone, when none of the three above was given. */
  GREENBADGE_DEMO: z.enum(["0", "1"]).default("0"),
  MAIL_FROM: z.string().default("Greenbadge <no-reply@localhost>"),
  RESEND_API_KEY: optionalText,
  /** Of the webhook by which Resend tells what became of mails. */
  RESEND_WEBHOOK_SECRET: optionalText.pipe(
    z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, "must be the signing secret that Resend shows, which begins with whsec_")
      .optional(),
  ),
  SMTP_URL: optionalText,
  GITHUB_ID: optionalText,
  GITHUB_SECRET: optionalText,
  OIDC_ISSUER: optionalText,
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_NAME: z.string().default("Single sign-on"),
  SUPPORT_EMAIL: optionalText,
  SUPPORT_URL: optionalText,
  ISSUE_TRACKER_URL: optionalText,
  SOURCE_URL: optionalText,
  /** Requests to addresses that other people wrote. Unset: on in production, off elsewhere; demo mode never makes one. */
  OUTBOUND_REQUESTS: optionalText.pipe(z.enum(["on", "off"], { error: 'must be "on" or "off"' }).optional()),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
  SCAN_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(3),
  /** How long the log of mails keeps the mail service's ids and words, which may hold addresses. */
  MAIL_LOG_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  MAIL_CONCURRENCY: z.coerce.number().int().min(1).max(16).default(2),
  UPLOADS_PER_HOUR: z.coerce.number().int().min(1).max(1_000_000).default(60),
  FAILED_TOKENS_PER_QUARTER_HOUR: z.coerce.number().int().min(1).max(1_000_000).default(20),
  CHECK_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(60_000),
  SCAN_HEAP_MB: z.coerce.number().int().min(64).max(4096).default(1_024),
});

export const ENVIRONMENT_VARIABLES = Object.keys(variables.shape);

const schema = variables.superRefine((env, context) => {
  const together = (first: keyof typeof env, second: keyof typeof env) => {
    if (Boolean(env[first]) !== Boolean(env[second]))
      context.addIssue({
        code: "custom",
        path: [env[first] ? second : first],
        message: `must be set when ${env[first] ? first : second} is`,
      });
  };
  together("GITHUB_ID", "GITHUB_SECRET");
  together("OIDC_ISSUER", "OIDC_CLIENT_ID");
  together("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET");
  if (env.RESEND_WEBHOOK_SECRET && !env.RESEND_API_KEY)
    context.addIssue({ code: "custom", path: ["RESEND_API_KEY"], message: "must be set when RESEND_WEBHOOK_SECRET is" });
  if (env.RESEND_API_KEY && env.SMTP_URL)
    context.addIssue({ code: "custom", path: ["SMTP_URL"], message: "cannot be set together with RESEND_API_KEY" });
  if (env.GREENBADGE_DEMO === "1")
    for (const key of ["DATABASE_URL", "PUBLIC_URL"] as const)
      if (!LOOPBACK.has(new URL(env[key]).hostname))
        context.addIssue({
          code: "custom",
          path: ["GREENBADGE_DEMO"],
          message: `demo mode signs anybody in: it needs ${key} on this machine (127.0.0.1)`,
        });
});

export interface Env extends Omit<z.output<typeof schema>, "GREENBADGE_DEMO" | "OUTBOUND_REQUESTS" | "FEED_DIR"> {
  isDemo: boolean;
  /** Whether addresses that other people wrote may be asked (lib/safe-fetch.ts). */
  mayAskOutside: boolean;
  /** Absolute. */
  dataDir: string;
  /** Absolute: where the feed lies as files. */
  feedDir: string;
  /** Without a slash at the end. */
  publicUrl: string;
}

/** @throws Error that lists every variable that is missing or wrong. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration is not complete:\n${lines.join("\n")}\nSee .env.example.`);
  }
  const { GREENBADGE_DEMO, OUTBOUND_REQUESTS, FEED_DIR, ...rest } = parsed.data;
  const isDemo = GREENBADGE_DEMO === "1";
  const dataDir = path.resolve(/* turbopackIgnore: true */ rest.DATA_DIR);
  return {
    ...rest,
    isDemo,
    mayAskOutside: !isDemo && (OUTBOUND_REQUESTS ?? (rest.NODE_ENV === "production" ? "on" : "off")) === "on",
    dataDir,
    feedDir: FEED_DIR ? path.resolve(/* turbopackIgnore: true */ FEED_DIR) : path.join(/* turbopackIgnore: true */ dataDir, "feed"),
    publicUrl: rest.PUBLIC_URL.replace(/\/+$/, ""),
  };
}

let cached: Env | undefined;

export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

import { expect, test } from "vitest";
import { findViolations } from "./violations";

const allowed: [file: string, source: string][] = [
  ["app/(public)/page.tsx", 'import { listPlugins } from "@/db/queries/plugins";'],
  ["app/(public)/page.tsx", 'import { Badge } from "@/components/scan/badge";'],
  ["app/_server/session.ts", 'import "server-only"; import { cookies } from "next/headers";'],
  ["app/plugins/[pkg]/json/route.ts", 'import { route } from "@/app/_server/route"; process.env.NEXTAUTH_URL = "x";'],
  ["db/commands/accept-upload.ts", 'import { readPackage } from "@/scanners/archive/read"; import { eq } from "drizzle-orm";'],
  ["lib/urls.ts", 'import { x } from "./domain/version-status";'],
  ["lib/env.ts", "export const url = process.env.DATABASE_URL;"],
  ["scanners/cli.ts", 'import { readFile } from "node:fs/promises"; // process.env is for others'],
  ["scanners/core/x.test.ts", 'import { zipOf } from "@/tests/builders/zip";'],
  ["workers/tasks/run-pass.ts", 'import { checks } from "@/scanners/checks/registry";'],
  ["scripts/start.ts", 'import { env } from "@/lib/env"; process.env.X;'],
];

const forbidden: [file: string, source: string, why: RegExp][] = [
  ["app/(public)/page.tsx", 'import { connect } from "@/db/client";', /may not import db\/client/],
  ["app/(public)/page.tsx", 'import type { Plugin } from "@/db/schema/plugins";', /may not import db\/schema/],
  ["app/(public)/page.tsx", 'import { bandit } from "@/scanners/checks/bandit/check";', /may not import scanners\/checks/],
  ["app/(public)/page.tsx", 'import "server-only";', /belongs in app\/_server/],
  ["components/badge.tsx", 'import { env } from "@/lib/env";', /may not import lib\/env/],
  ["components/badge.tsx", 'export { listPlugins } from "@/db/queries/plugins";', /may not import db/],
  ["db/queries/x.ts", 'const { render } = await import("@/emails/confirmation");', /may not import emails/],
  ["emails/result.tsx", 'type Db = import("@/db/client").Db;', /may not import db/],
  ["lib/domain/policy.ts", 'import { readFileSync } from "node:fs";', /free of input and output/],
  ["lib/domain/policy.ts", 'import { env } from "../env";', /may not import lib\/env/],
  ["lib/mailer.ts", 'import { x } from "@/scanners/core/types";', /may not import scanners/],
  ["scanners/core/run-check.ts", 'import { log } from "@/lib/logger";', /may not import lib/],
  ["scanners/core/run-check.ts", 'import react from "react";', /package react/],
  ["scanners/core/run-check.ts", "const limit = process.env.LIMIT;", /only lib\/env.ts/],
  ["app/_server/auth.ts", 'if (process.env.NEXTAUTH_URL === "x") {}', /only lib\/env.ts/],
  ["workers/main.ts", 'import { headers } from "next/headers";', /package next/],
  ["workers/main.ts", 'import { zipOf } from "@/tests/builders/zip";', /may not import tests/],
  ["workers/main.ts", 'import { env } from "../lib/env";', /write it with @\//],
  ["db/context.ts", 'import { connect } from "@/db/client";', /write it relative/],
];

test.each(allowed)("%s may hold: %s", (file, source) => {
  expect(findViolations(file, source)).toEqual([]);
});

test.each(forbidden)("%s may not hold: %s", (file, source, why) => {
  expect(findViolations(file, source).join("\n")).toMatch(why);
});

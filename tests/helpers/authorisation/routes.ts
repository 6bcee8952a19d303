/** Every address that the product answers, read from its files: what is new here and in no table fails the test. */
import { globSync, readFileSync } from "node:fs";
import { endpoints } from "@/app/api/v1/_api/endpoints";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** `app/(owner)/plugins/my/page.tsx` -> `/plugins/my`; folders in brackets group files and are no part of the address. */
function patternOf(file: string): string {
  const parts = file.split("/").slice(1, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
}

function methodsOf(file: string): string[] {
  if (file.endsWith("page.tsx")) return ["GET"];
  const source = readFileSync(file, "utf8");
  if (source.includes("apiRoute(")) return apiMethods(patternOf(file));
  return METHODS.filter((method) =>
    new RegExp(`export (?:const|(?:async )?function) ${method}\\b|export (?:const )?\\{[^}]*\\b${method}\\b[^}]*\\}`).test(source),
  );
}

/** The programming interface answers every method; those without an endpoint say 405, whoever asks. */
function apiMethods(pattern: string): string[] {
  const path = pattern.replace(/\[(\w+)\]/g, "{$1}");
  const methods = endpoints()
    .filter((one) => one.path === path)
    .map((one) => one.method);
  return methods.length > 0 ? methods : ["GET"];
}

/** `GET /plugins/[pkg]/json` and so on, sorted. HEAD is left out where GET is there: it must answer the same. */
export function listAddresses(): string[] {
  const files = globSync("app/**/{page.tsx,route.ts}").map((file) => file.replaceAll("\\", "/"));
  const found = files
    .filter((file) => !file.startsWith("app/_server/"))
    .flatMap((file) => methodsOf(file).map((method) => ({ method, pattern: patternOf(file) })));
  return found
    .filter(({ method, pattern }) => method !== "HEAD" || !found.some((other) => other.method === "GET" && other.pattern === pattern))
    .map(({ method, pattern }) => `${method} ${pattern}`)
    .sort();
}

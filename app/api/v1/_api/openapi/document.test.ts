import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "../endpoint";
import { endpoints } from "../endpoints";
import { PROBLEM_CODES } from "../problem";
import { openApiDocument } from "./document";
import type { Method } from "./types";

const document = openApiDocument("https://plugins.example.org");

it("is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  // a copy: the validator puts identifiers of its own into what it reads
  const result = await validator.validate({ ...structuredClone(document) });
  expect(result.errors ?? []).toEqual([]);
  expect({ valid: result.valid, version: validator.version }).toEqual({ valid: true, version: "3.1" });
});

/** `app/api/v1/plugins/[pkg]/route.ts` with `apiRoute(getPlugin, …)` → method and address of each endpoint that it serves. */
async function servedBy(file: string): Promise<string[]> {
  const text = readFileSync(file, "utf8");
  const path = `/${dirname(file)
    .replace(/^app\//, "")
    .replace(/\[(\w+)\]/g, "{$1}")}`;
  const found: string[] = [];
  for (const [, names = "", module = ""] of text.matchAll(/import \{ ([^}]+) \} from "@\/app\/api\/v1\/_api\/endpoints\/([\w-]+)"/g)) {
    const exported = (await import(`../endpoints/${module}.ts`)) as Record<string, Endpoint>;
    for (const name of names.split(", ")) {
      expect(text, file).toMatch(new RegExp(`apiRoute\\([^)]*\\b${name}\\b`));
      expect(exported[name]?.path, file).toBe(path);
      found.push(`${exported[name]?.method} ${path}`);
    }
  }
  return found;
}

it("every route file under app/api/v1 is in it, and the other way round", async () => {
  const files = globSync("app/api/v1/**/route.ts").filter((file) => !file.includes("[[...unknown]]"));
  const served = (await Promise.all(files.map(servedBy))).flat().sort();
  const written = Object.entries(document.paths)
    .filter(([path]) => path.startsWith("/api/v1"))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(served).toEqual(written.sort());
  expect(files.length).toBe(new Set(endpoints().map((one) => one.path)).size);
});

describe.each(endpoints().map((one) => [one.id, one] as const))("%s", (_id, endpoint) => {
  const operation = document.paths[endpoint.path]?.[endpoint.method.toLowerCase() as Method];
  it("names every parameter of its path", () => {
    const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const named = (operation?.parameters ?? []).filter((one) => one.in === "path").map((one) => one.name);
    expect(named).toEqual(inPath);
    for (const parameter of operation?.parameters ?? []) expect(parameter.schema, parameter.name).not.toEqual({});
  });
  it("shows examples that its own schema takes", () => {
    for (const answer of endpoint.answers) {
      const content = Object.values(operation?.responses[String(answer.status)]?.content ?? {});
      expect(content).toHaveLength(1);
      expect(answer.schema.safeParse(content[0]?.example).error?.issues ?? []).toEqual([]);
    }
  });
});

it("what a form may leave out is optional, with what holds then", () => {
  const form = (path: string) => document.paths[path]?.post?.requestBody?.content["multipart/form-data"]?.schema;
  const version = form("/api/v1/plugins/{pkg}/versions");
  expect(version?.required).toEqual(["package"]);
  expect(version?.properties?.publish?.default).toBe("true");
  expect(version?.properties?.auto_approve_after_scan?.default).toBe("false");
  expect(form("/api/v1/scans")?.required).toEqual(["package"]);
  expect(document.components.schemas.Scan?.required).toContain("verdict");
});

it("every part of an address has an example to paste", () => {
  const parameters = Object.values(document.paths).flatMap((path) => Object.values(path).flatMap((one) => one.parameters ?? []));
  for (const one of parameters.filter(({ in: place }) => place === "path")) expect(one.example, one.name).toBeTruthy();
});

it("shows a dry run as one, and nothing known of what has only been sent", () => {
  const examples = (path: string) =>
    Object.entries(document.paths[path]?.post?.responses ?? {}).flatMap(([status, { content }]) =>
      Number(status) < 300 ? [content?.["application/json"]?.example] : [],
    );
  const sent = { state: "queued", verdict: null, open: null, concluded_at: null };
  const dryRun = { ...sent, kind: "dry-run", version_id: null, expires_at: expect.any(String) };
  expect(examples("/api/v1/scans")).toEqual([expect.objectContaining(dryRun)]);
  const version = expect.objectContaining({ ...sent, kind: "upload", expires_at: null });
  expect(examples("/api/v1/plugins/{pkg}/versions")).toEqual([version, expect.objectContaining(dryRun)]);
  expect(examples("/plugins/api/{package_name}/version/add/")).toEqual([expect.not.objectContaining({ verdict: expect.anything() })]);
});

it("shows an open finding without a decision", () => {
  const findings = document.paths["/api/v1/scans/{scanId}/findings"]?.get?.responses["200"]?.content?.["application/json"]?.example;
  expect(findings).toMatchObject({ items: [{ standing: "open", decision: null }] });
});

it("operations have names of their own, and errors the codes of the table", () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
  expect(document.components.schemas.Problem?.properties?.code?.enum).toEqual([...PROBLEM_CODES]);
});

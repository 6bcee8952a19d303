import { posix } from "node:path";
import { parseSync } from "oxc-parser";
import { environmentReader, serverOnlyFolder, type Zone, zones } from "./table";

const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
/** Setting a variable for a library that asks for it is no reading. */
const readsEnvironment = /\bprocess\s*\.\s*env\b(?!\.\w+\s*=[^=])/;
const topFolder = (path: string) => path.split("/")[0] ?? "";

/**
 * Everything in one source file that the import table forbids, one sentence each; type imports count like others.
 * `file` is relative to the project, with slashes. Files outside all zones, and tests, may import anything.
 */
export function findViolations(file: string, source: string): string[] {
  const zone = isTest(file) ? undefined : zones.find(({ folder }) => within(file, folder));
  if (!zone) return [];
  const problems = importsOf(file, source).flatMap((target) => judge(file, zone, target) ?? []);
  if (file !== environmentReader && readsEnvironment.test(withoutComments(file, source))) {
    problems.push(`${file}: only ${environmentReader} reads process.env`);
  }
  return problems;
}

function judge(file: string, zone: Zone, target: string): string | null {
  if (target.startsWith("node:"))
    return zone.node ? null : `${file}: ${zone.folder} is free of input and output and may not import ${target}`;
  if (target === "server-only" && !within(file, serverOnlyFolder)) return `${file}: server-only belongs in ${serverOnlyFolder}`;
  if (!target.startsWith(".") && !target.startsWith("@/")) return judgePackage(file, zone, target);
  const path = target.startsWith("@/") ? target.slice(2) : posix.join(posix.dirname(file), target);
  const crosses = topFolder(path) !== topFolder(file);
  if (crosses && target.startsWith(".")) return `${file}: ${target} leaves the folder: write it with @/`;
  // Routes lie five folders deep: there, and only there, the alias reads better than a row of dots.
  if (!crosses && target.startsWith("@/") && zone.folder !== "app") return `${file}: ${target} stays in the folder: write it relative`;
  const allowed = [zone.folder, ...zone.own].some((folder) => within(path, folder));
  return allowed ? null : `${file}: ${zone.folder} may not import ${path}`;
}

function judgePackage(file: string, zone: Zone, target: string): string | null {
  const allowed = zone.packages === "any" || zone.packages.some((name) => within(target, name));
  const forbidden = zone.butNot?.some((name) => within(target, name)) ?? false;
  return allowed && !forbidden ? null : `${file}: ${zone.folder} may not import the package ${target}`;
}

function importsOf(file: string, source: string): string[] {
  const { module, program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const named = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map((one) => literal(source.slice(one.moduleRequest.start, one.moduleRequest.end))),
  ];
  return [...named, ...typeImports(program)].filter((target): target is string => target !== null);
}

/** `import(someVariable)` cannot be judged and is left to review. */
function literal(text: string): string | null {
  return /^(["'`])([^"'`$]+)\1$/.exec(text)?.[2] ?? null;
}

/** `import("./x").Type` stands anywhere in a type, so the whole tree is walked. */
function typeImports(node: unknown, found: string[] = []): string[] {
  if (Array.isArray(node)) for (const one of node) typeImports(one, found);
  else if (node && typeof node === "object") {
    const { type, source } = node as { type?: string; source?: { value?: string } };
    if (type === "TSImportType" && source?.value) found.push(source.value);
    for (const value of Object.values(node)) typeImports(value, found);
  }
  return found;
}

function withoutComments(file: string, source: string): string {
  const { comments } = parseSync(file, source);
  return comments.reduceRight((text, comment) => text.slice(0, comment.start) + text.slice(comment.end), source);
}

import { ANNOTATION, ASSIGNMENT, type Binding, ExportBinding, type ImportBinding, isImport } from "./binding";
import type { NameChecker } from "./checker";
import type { Scope } from "./scope";
import { enclosingStatement, isLoop } from "./statements";

/** Looks through the blocks that were read to their end for names that nothing used. */
export function reportUnused(checker: NameChecker): void {
  for (const scope of [...checker.finished, checker.module]) {
    for (const [name, statement] of scope.declared ?? []) checker.reports.add("F824", statement, name);
    // What a class imports are its public members.
    if (scope.kind === "class") continue;
    if (scope.kind === "function") reportUnusedLocals(checker, scope);
    const exported = scope.names.get("__all__");
    const names = exported instanceof ExportBinding ? exported.names : [];
    if (exported && names.length > 0) reportUndefinedExports(checker, scope, exported, names);
    reportUnusedImports(checker, scope, new Set(names));
  }
}

function reportUnusedLocals({ reports }: NameChecker, scope: Scope): void {
  for (const [name, binding] of scope.names) {
    if (binding.usedFrom || !binding.source) continue;
    if (binding.is(ANNOTATION)) reports.add("F842", binding.source, name);
    else if (binding.is(ASSIGNMENT) && name !== "_" && !scope.usesLocals && !scope.specialLocals.has(name))
      reports.add("F841", binding.source, name);
  }
}

function reportUndefinedExports(checker: NameChecker, scope: Scope, { source }: Binding, names: readonly string[]): void {
  const undefinedNames = names.filter((name) => !scope.names.has(name));
  if (undefinedNames.length === 0 || !source) return;
  if (scope.stars) {
    const modules = checker.markStarsUsed(source);
    for (const name of undefinedNames) checker.reports.add("F405", source, name, modules);
  } else if (!checker.isPackageInit) {
    for (const name of undefinedNames) checker.reports.add("F822", source, name);
  }
}

function reportUnusedImports({ reports }: NameChecker, scope: Scope, exported: ReadonlySet<string>): void {
  for (const binding of scope.names.values()) {
    if (!isImport(binding) || !binding.source) continue;
    const isUsed = binding.usedFrom !== null || exported.has(binding.name);
    if (!isUsed) reports.add("F401", binding.source, binding.label);
    reportRedefinitions(reports, binding, isUsed);
  }
}

function reportRedefinitions(reports: NameChecker["reports"], binding: ImportBinding, isUsed: boolean): void {
  for (const node of binding.redefinedBy ?? []) {
    const line = String(binding.source?.lineno ?? "");
    if (isLoop(enclosingStatement(node))) reports.add("F402", node, binding.name, line);
    else if (!isUsed) reports.add("F811", node, binding.name, line);
  }
}

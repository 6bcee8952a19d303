import type { PyNode } from "../../../python/ast";
import { FROM, ImportBinding, PLAIN, STAR, SUBMODULE } from "./binding";
import { isTypingModule } from "./typing-calls";
import type { Walker } from "./walker";

/** What CPython 3.12 knows of `__future__`. */
const FUTURE_FEATURES = new Set([
  "nested_scopes",
  "generators",
  "division",
  "absolute_import",
  "with_statement",
  "print_function",
  "unicode_literals",
  "barry_as_FLUFL",
  "generator_stop",
  "annotations",
]);

export function bindModules(walker: Walker, node: PyNode): void {
  for (const { name, asname } of node.names as PyNode[]) {
    if (name.includes(".") && !asname) walker.bind(node, new ImportBinding(SUBMODULE, name.slice(0, name.indexOf(".")), node, name));
    else {
      if (isTypingModule(name)) walker.usesTyping = true;
      walker.bind(node, new ImportBinding(PLAIN, asname || name, node, name));
    }
  }
}

export function bindFrom(walker: Walker, node: PyNode): void {
  const isFuture = node.module === "__future__";
  const isModuleScope = walker.scope === walker.module;
  if (!isFuture) walker.allowsFuture &&= !isModuleScope;
  else if (!walker.allowsFuture || !isModuleScope) walker.reports.add("F404", node);
  const module = ".".repeat(node.level ?? 0) + (node.module ?? "");
  if (isTypingModule(module)) walker.usesTyping = true;
  for (const alias of node.names as PyNode[]) {
    if (isFuture) bindFuture(walker, node, alias);
    else if (alias.name === "*") bindStar(walker, node, module);
    else {
      const fullName = module.endsWith(".") ? module + alias.name : `${module}.${alias.name}`;
      walker.bind(node, new ImportBinding(FROM, alias.asname || alias.name, node, fullName, module, alias.name));
    }
  }
}

/** Imports from `__future__` count as used. */
function bindFuture(walker: Walker, node: PyNode, alias: PyNode): void {
  const name = alias.asname || alias.name;
  const binding = new ImportBinding(FROM, name, node, `__future__.${name}`, "__future__", name);
  binding.use(walker.scope, node);
  if (!FUTURE_FEATURES.has(alias.name)) walker.reports.add("F407", node, alias.name);
  if (alias.name === "annotations") walker.postponesAnnotations = true;
  walker.bind(node, binding);
}

function bindStar(walker: Walker, node: PyNode, module: string): void {
  if (walker.scope !== walker.module) {
    walker.reports.add("F406", node, module);
    return;
  }
  walker.reports.add("F403", node, module);
  const binding = new ImportBinding(STAR, `${module}.*`, node, module);
  walker.bind(node, binding);
  walker.addStar(binding);
}

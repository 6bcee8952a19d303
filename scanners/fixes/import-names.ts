import { forEachChild, type PyNode } from "../python/ast";

/** Their star imports bring no name of a library that a fix looks for. */
const HARMLESS_STARS = /^(?:qgis|PyQt[56]|osgeo|typing)(?:\.|$)/;

/**
 * What the names of a file stand for, as far as that is certain: a name counts when every statement that binds it anywhere in
 * the file is the same import. A second meaning in any scope, a star import that may bring one, or an attribute that is
 * set on the module, and the name counts for nothing.
 */
export function certainImports(tree: PyNode): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  let isHidden = false;
  const bind = (name: unknown, meaning: string | null) => {
    if (typeof name !== "string") return;
    found.set(name, found.has(name) && found.get(name) !== meaning ? null : meaning);
  };
  visit(tree, (node) => {
    if (node.nodeType === "Import") for (const alias of node.names as PyNode[]) bindModule(alias, bind);
    else if (node.nodeType === "ImportFrom") isHidden ||= bindFrom(node, bind);
    else bindOther(node, bind);
  });
  return new Map(isHidden ? [] : [...found].filter((pair): pair is [string, string] => pair[1] !== null));
}

type Bind = (name: unknown, meaning: string | null) => void;

/** `import a.b` binds `a`; `import a.b as c` binds `c` to the inner one. */
function bindModule(alias: PyNode, bind: Bind): void {
  if (alias.asname) bind(alias.asname, alias.name);
  else bind((alias.name as string).split(".")[0], (alias.name as string).split(".")[0] ?? null);
}

/** @returns whether it may bring any name */
function bindFrom(node: PyNode, bind: Bind): boolean {
  const module = node.level ? null : ((node.module as string | undefined) ?? null);
  for (const alias of node.names as PyNode[]) {
    if (alias.name === "*") return module === null || !HARMLESS_STARS.test(module);
    bind(alias.asname ?? alias.name, module === null ? null : `${module}.${alias.name}`);
  }
  return false;
}

const NAMING_FIELDS: Readonly<Record<string, string>> = {
  FunctionDef: "name",
  AsyncFunctionDef: "name",
  ClassDef: "name",
  Arg: "arg",
  ExceptHandler: "name",
  MatchAs: "name",
  MatchStar: "name",
  MatchMapping: "rest",
  TypeVar: "name",
  ParamSpec: "name",
  TypeVarTuple: "name",
};

function bindOther(node: PyNode, bind: Bind): void {
  const field = NAMING_FIELDS[node.nodeType];
  if (field) bind(node[field], null);
  else if (node.nodeType === "Global" || node.nodeType === "Nonlocal") for (const name of node.names as string[]) bind(name, null);
  else if (node.nodeType === "Name" && !isLoaded(node)) bind(node.id, null);
  else if (node.nodeType === "Attribute" && !isLoaded(node)) bind(baseName(node), null);
}

const isLoaded = ({ ctx }: PyNode): boolean => (ctx?.nodeType ?? "Load") === "Load";

function baseName(node: PyNode): string | null {
  let base = node;
  while (base.nodeType === "Attribute") base = base.value;
  return base.nodeType === "Name" ? base.id : null;
}

/** `yaml.load` for a call's function, or null when it has no certain name. */
export function certainName(func: PyNode, imports: ReadonlyMap<string, string>): string | null {
  const parts: string[] = [];
  let base = func;
  while (base.nodeType === "Attribute") {
    parts.unshift(base.attr);
    base = base.value;
  }
  const meaning = base.nodeType === "Name" ? imports.get(base.id) : undefined;
  return meaning === undefined ? null : [meaning, ...parts].join(".");
}

/** Every node, without recursion. */
export function visit(root: PyNode, see: (node: PyNode) => void): void {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    see(node);
    forEachChild(node, (child) => stack.push(child));
  }
}

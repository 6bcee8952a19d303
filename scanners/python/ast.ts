/**
 * The syntax tree as our checks see it: py-ast's nodes with a parent each, without comments between the statements.
 * Node and field names are those of CPython's `ast` module (py-ast writes helper nodes with a capital: `Arg`, `Keyword`).
 */
export interface PyNode {
  nodeType: string;
  /** 1-based; 0 for nodes that have no place of their own (arguments, match cases …). */
  lineno: number;
  /** In bytes of UTF-8, as CPython counts. */
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
  parent: PyNode | null;
  /** Depth below the module, for deterministic limits. */
  depth: number;
  // biome-ignore lint/suspicious/noExplicitAny: the fields differ by node type; checks test `nodeType` before they read one.
  [field: string]: any;
}

/** Fields that hold nodes, in CPython's order: the order in which Bandit walks. */
export const CHILD_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Module: ["body"],
  FunctionDef: ["args", "body", "decorator_list", "returns", "type_params"],
  AsyncFunctionDef: ["args", "body", "decorator_list", "returns", "type_params"],
  ClassDef: ["bases", "keywords", "body", "decorator_list", "type_params"],
  Return: ["value"],
  Delete: ["targets"],
  Assign: ["targets", "value"],
  TypeAlias: ["name", "type_params", "value"],
  AugAssign: ["target", "value"],
  AnnAssign: ["target", "annotation", "value"],
  For: ["target", "iter", "body", "orelse"],
  AsyncFor: ["target", "iter", "body", "orelse"],
  While: ["test", "body", "orelse"],
  If: ["test", "body", "orelse"],
  With: ["items", "body"],
  AsyncWith: ["items", "body"],
  Match: ["subject", "cases"],
  Raise: ["exc", "cause"],
  Try: ["body", "handlers", "orelse", "finalbody"],
  TryStar: ["body", "handlers", "orelse", "finalbody"],
  Assert: ["test", "msg"],
  Import: ["names"],
  ImportFrom: ["names"],
  Expr: ["value"],
  Global: [],
  Nonlocal: [],
  Pass: [],
  Break: [],
  Continue: [],
  BoolOp: ["values"],
  NamedExpr: ["target", "value"],
  BinOp: ["left", "right"],
  UnaryOp: ["operand"],
  Lambda: ["args", "body"],
  IfExp: ["test", "body", "orelse"],
  Dict: ["keys", "values"],
  Set: ["elts"],
  ListComp: ["elt", "generators"],
  SetComp: ["elt", "generators"],
  DictComp: ["key", "value", "generators"],
  GeneratorExp: ["elt", "generators"],
  Await: ["value"],
  Yield: ["value"],
  YieldFrom: ["value"],
  Compare: ["left", "comparators"],
  Call: ["func", "args", "keywords"],
  FormattedValue: ["value", "format_spec"],
  JoinedStr: ["values"],
  Interpolation: ["value", "format_spec"],
  TemplateStr: ["values"],
  Constant: [],
  Attribute: ["value"],
  Subscript: ["value", "slice"],
  Starred: ["value"],
  Name: [],
  List: ["elts"],
  Tuple: ["elts"],
  Slice: ["lower", "upper", "step"],
  Comprehension: ["target", "iter", "ifs"],
  ExceptHandler: ["type", "body"],
  Arguments: ["posonlyargs", "args", "vararg", "kwonlyargs", "kw_defaults", "kwarg", "defaults"],
  Arg: ["annotation"],
  Keyword: ["value"],
  Alias: [],
  WithItem: ["context_expr", "optional_vars"],
  MatchCase: ["pattern", "guard", "body"],
  MatchValue: ["value"],
  MatchSingleton: [],
  MatchSequence: ["patterns"],
  MatchMapping: ["keys", "patterns"],
  MatchClass: ["cls", "patterns", "kwd_patterns"],
  MatchStar: [],
  MatchAs: ["pattern"],
  MatchOr: ["patterns"],
  TypeVar: ["bound", "default_value"],
  ParamSpec: ["default_value"],
  TypeVarTuple: ["default_value"],
};

const NO_FIELDS: readonly string[] = [];

/** Calls `visit` for each direct child, in the order of `fields` (CPython's order when left out). */
export function forEachChild(node: PyNode, visit: (child: PyNode) => void, fields = CHILD_FIELDS[node.nodeType] ?? NO_FIELDS): void {
  for (const field of fields) {
    const value = node[field];
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (item) visit(item);
    } else if (typeof value === "object") visit(value);
  }
}

/** A text constant (no bytes, no number, no Ellipsis). Parts of f-strings count, as in CPython. */
export function isStringConstant(node: PyNode | null | undefined): node is PyNode {
  if (node?.nodeType !== "Constant" || typeof node.value !== "string") return false;
  const quote: string | undefined = node.quote_style;
  // Without a quote it is a part of an f-string, or the Ellipsis, which py-ast writes as the text "...".
  if (quote === undefined) return node.parent?.nodeType === "JoinedStr" || node.parent?.nodeType === "TemplateStr";
  return !/^[a-z]*b/i.test(quote);
}

/** A bytes constant; its `value` holds one character per byte. */
export function isBytesConstant(node: PyNode | null | undefined): node is PyNode {
  return node?.nodeType === "Constant" && typeof node.value === "string" && /^[a-z]*b/i.test(node.quote_style ?? "");
}

/** The constant `...`, which py-ast writes as a text without quotes. */
export function isEllipsis(node: PyNode | null | undefined): node is PyNode {
  return node?.nodeType === "Constant" && node.value === "..." && !isStringConstant(node) && !isBytesConstant(node);
}

export function isName(node: PyNode | null | undefined, id: string): boolean {
  return node?.nodeType === "Name" && node.id === id;
}

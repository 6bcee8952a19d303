import type { PyNode } from "../../../python/ast";
import type { Scope } from "./scope";

/** What binds a name, as flags: some kinds are special cases of others. */
export const PLAIN = 0;
export const ARGUMENT = 1;
export const ASSIGNMENT = 2;
/** By `:=`. Together with ASSIGNMENT. */
export const NAMED_EXPRESSION = 4;
/** A type without a value: the name is not defined by it. */
export const ANNOTATION = 8;
/** A function, a class, an import or a builtin. */
export const DEFINITION = 16;
export const BUILTIN = 32;
export const IMPORT = 64;
/** `import a.b` without a name of its own: binds `a`. Together with IMPORT. */
export const SUBMODULE = 128;
/** `from a import b`. Together with IMPORT. */
export const FROM = 256;
/** `from a import *`. Together with IMPORT. */
export const STAR = 512;
/** The list `__all__`. */
export const EXPORT = 1024;

/** One name bound at one place, and where it was used last. */
export class Binding {
  /** Scope from which the name was used last; null while it is unused. */
  usedFrom: Scope | null = null;
  usedAt: PyNode | null = null;
  /** For imports: later nodes that bind the name again in an inner scope. */
  redefinedBy: PyNode[] | null = null;

  /** @param source the statement or name that binds; null for builtins only. */
  constructor(
    readonly flags: number,
    readonly name: string,
    readonly source: PyNode | null,
  ) {}

  use(from: Scope | null, at: PyNode | null): void {
    this.usedFrom = from;
    this.usedAt = at;
  }

  is(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }
}

export class ImportBinding extends Binding {
  /** @param fullName all that is imported, with dots; `module` is empty where the import names no module of its own. */
  constructor(
    flags: number,
    name: string,
    source: PyNode,
    readonly fullName: string,
    readonly module = "",
    readonly realName = "",
  ) {
    super(flags | IMPORT | DEFINITION, name, source);
  }

  /** The top module that an `import a as b` also stands for: its binding counts as used with this one. */
  get aliasedModule(): string | null {
    return this.fullName !== this.name && !this.fullName.includes(".") ? this.fullName : null;
  }

  /** How a message calls it: `a.b as c`. */
  get label(): string {
    if (this.is(STAR)) return `from ${this.fullName} import *`;
    const isRenamed = this.is(FROM)
      ? this.realName !== this.name
      : !this.is(SUBMODULE) && this.fullName.slice(this.fullName.lastIndexOf(".") + 1) !== this.name;
    return isRenamed ? `${this.fullName} as ${this.name}` : this.fullName;
  }
}

export class ExportBinding extends Binding {
  private readonly earlier: ExportBinding | null;

  /** @param earlier what `__all__` was before; `+=` adds to it. */
  constructor(
    source: PyNode,
    private readonly listed: readonly string[],
    earlier: Binding | undefined,
  ) {
    super(EXPORT, "__all__", source);
    this.earlier = source.nodeType === "AugAssign" && earlier instanceof ExportBinding ? earlier : null;
  }

  get names(): string[] {
    const parts: (readonly string[])[] = [];
    for (let one: ExportBinding | null = this; one; one = one.earlier) parts.push(one.listed);
    return parts.reverse().flat();
  }
}

export function isImport(binding: Binding | undefined): binding is ImportBinding {
  return binding instanceof ImportBinding;
}

/** Whether binding the name again as `next` makes the unused `earlier` one pointless. Both have the same name. */
export function redefines(next: Binding, earlier: Binding): boolean {
  if (isImport(next)) {
    const comparesModules = isImport(earlier) && (next.is(SUBMODULE) || earlier.is(SUBMODULE));
    return comparesModules ? next.fullName === earlier.fullName : earlier.is(DEFINITION);
  }
  if (next.is(ANNOTATION)) return false;
  return earlier.is(DEFINITION) || (next.is(DEFINITION) && earlier.is(ASSIGNMENT));
}

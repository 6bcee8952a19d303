import type { PyNode } from "../../../../python/ast";
import { BanditGivesUp } from "../../issue";

/** One value, all values of the branches of a statement, or null when the variable is not assigned there. */
export type Assigned = PyNode | PyNode[] | null;

/**
 * What a statement assigns to a variable; for a `with … as` of that name the statement itself.
 * Source: Bandit 1.9.4 plugins/django_xss.py, class DeepAssignation; what it passes over (classes, `match`, annotated
 * assignments, anything async) is passed over here.
 * @param count is called for each statement looked at.
 * @throws BanditGivesUp where Bandit fails on an unpacking that it does not understand.
 */
export function assignedTo(name: string, statement: PyNode, count: () => void): Assigned {
  count();
  switch (statement.nodeType) {
    case "FunctionDef":
    case "ExceptHandler":
      return inAll(name, [statement.body], count);
    case "With":
      return inWith(name, statement, count);
    case "Try":
      return inAll(name, [statement.body, statement.handlers, statement.orelse, statement.finalbody], count);
    case "If":
    case "For":
    case "While":
      return inAll(name, [statement.body, statement.orelse], count);
    case "AugAssign":
      return statement.target.nodeType === "Name" && statement.target.id === name ? statement.value : null;
    case "Assign":
      return inAssignment(name, statement);
    default:
      return null;
  }
}

function inAll(name: string, bodies: readonly (readonly PyNode[])[], count: () => void): Assigned {
  const found: PyNode[] = [];
  for (const body of bodies) {
    for (const statement of body) {
      const assigned = assignedTo(name, statement, count);
      if (Array.isArray(assigned)) for (const one of assigned) found.push(one);
      else if (assigned) found.push(assigned);
    }
  }
  return found.length > 0 ? found : null;
}

/** The last item decides. */
function inWith(name: string, statement: PyNode, count: () => void): Assigned {
  const bound = (statement.items as PyNode[]).map((item) => item.optional_vars?.nodeType === "Name" && item.optional_vars.id === name);
  // Bandit looks into the body once for each other item, and may fail there.
  const inBody = bound.includes(false) ? inAll(name, [statement.body], count) : null;
  return bound.at(-1) ? statement : inBody;
}

/** Only the first target counts. */
function inAssignment(name: string, statement: PyNode): Assigned {
  const [target] = statement.targets as PyNode[];
  if (target?.nodeType === "Name") return target.id === name ? statement.value : null;
  if (target?.nodeType !== "Tuple" || statement.value.nodeType !== "Tuple") return null;
  const values: readonly PyNode[] = statement.value.elts;
  for (const [index, part] of (target.elts as PyNode[]).entries()) {
    if (part.nodeType !== "Name") throw new BanditGivesUp();
    if (part.id !== name) continue;
    const value = values[index];
    if (!value) throw new BanditGivesUp();
    return value;
  }
  return null;
}

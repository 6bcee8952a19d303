/** Who acts, with what matters for the plugin at hand. Built by the server from the session, never from a request. */
export type Role = "user" | "approver" | "admin";

export type Actor =
  | { kind: "person"; userId: string; role: Role; isEditor: boolean; isSuspended: boolean }
  | { kind: "token"; tokenId: string; userId: string; scope: "account" | "plugin"; isEditor: boolean; isSuspended: boolean }
  | { kind: "system" }
  | { kind: "importer" };

/** The signed-in person as pages and actions see them, before a plugin is named. */
export interface SignedIn {
  userId: string;
  name: string;
  role: Role;
  isTrusted: boolean;
  isSuspended: boolean;
}

/** Who looks at something: somebody signed in, or a program with their token, which never has a reviewer's rights. */
export interface Viewer extends Pick<SignedIn, "userId" | "role" | "isSuspended"> {
  /** A token for one plugin: of others it sees what everybody sees. */
  onlyPluginId?: number | null;
}

export const isReviewer = (person: Pick<SignedIn, "role" | "isSuspended"> | null): boolean =>
  person !== null && !person.isSuspended && (person.role === "approver" || person.role === "admin");

/** Drafts, reports with code: editors of the plugin, approvers and admins. */
export function canSeeReport(person: Viewer | null, isEditor: boolean): boolean {
  return person !== null && !person.isSuspended && (isEditor || isReviewer(person));
}

/** Nobody decides about a plugin that they edit. */
export function canDecide(person: Pick<SignedIn, "role" | "isSuspended"> | null, isEditor: boolean): boolean {
  return isReviewer(person) && !isEditor;
}

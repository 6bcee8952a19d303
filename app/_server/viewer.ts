import type { Viewer } from "@/lib/domain/permissions";
import type { Caller } from "./caller";

/** What a caller may see: a person what they see on pages, a token what its person's plugins (or its one plugin) hold. */
export const viewerOf = (caller: Caller | null): Viewer | null =>
  caller?.kind === "token" ? { userId: caller.userId, role: "user", isSuspended: false, onlyPluginId: caller.pluginId } : caller;

import type { Uploader } from "@/db/commands/actor";
import type { Caller } from "./caller";

/** In whose name a caller sends a file. */
export const uploaderOf = (caller: Caller): Uploader =>
  caller.kind === "token" ? { kind: "token", userId: caller.userId, tokenId: caller.tokenId } : { kind: "person", userId: caller.userId };

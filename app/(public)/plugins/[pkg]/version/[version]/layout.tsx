import type { ReactNode } from "react";
import { WithOwnerActions } from "../../../../../(owner)/with-owner-actions";

export default function VersionLayout({ children }: { children: ReactNode }) {
  return <WithOwnerActions>{children}</WithOwnerActions>;
}

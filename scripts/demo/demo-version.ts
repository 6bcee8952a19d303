import type { VersionStatus } from "@/lib/domain/version-status";
import type { DemoPackage } from "./package";
import type { DemoOwner } from "./people";

/** What happens to a version once its checks have ended. */
export type DemoStep =
  | { do: "approve" }
  | { do: "return" | "reject" | "quarantine"; reason: string }
  | { do: "withdraw" }
  /** The owner asks for the first open critical finding. */
  | { do: "ask"; reason: string };

export interface DemoVersion {
  owner: DemoOwner;
  package: DemoPackage;
  /** `import`: published elsewhere before. `lost-file`: the stored file is missing while the checks run. */
  arrives?: "upload" | "import" | "lost-file";
  steps: readonly DemoStep[];
  /** Where it is in the end. */
  status: VersionStatus;
}

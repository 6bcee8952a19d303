import type { Role } from "@/lib/domain/permissions";

export interface DemoPerson {
  name: string;
  email: string;
  role: Role;
  isTrusted: boolean;
}

/** Named after what they may do. The address's ending is what demo mode's sign-in page looks for. */
export const DEMO_PEOPLE = {
  owner: { name: "Owner", email: "owner@demo.localhost", role: "user", isTrusted: false },
  trusted: { name: "Trusted owner", email: "trusted@demo.localhost", role: "user", isTrusted: true },
  collector: { name: "Second owner", email: "second@demo.localhost", role: "user", isTrusted: false },
  approver: { name: "Approver", email: "approver@demo.localhost", role: "approver", isTrusted: false },
} as const satisfies Record<string, DemoPerson>;

/** Written last: that they exist says that the demo data is complete. */
export const DEMO_ADMIN = { name: "Admin", email: "admin@demo.localhost", role: "admin", isTrusted: false } as const satisfies DemoPerson;

export type DemoOwner = "owner" | "trusted" | "collector";

import { z } from "zod";

const reason = z.string().trim().min(1, "Write a reason: it is kept with the change.").max(2000, "At most 2,000 characters.");

/** Fields of the forms about a person; forms and actions share them. */
export const personForm = z.object({ userId: z.uuid(), reason });
export const trustForm = personForm.extend({ isTrusted: z.enum(["yes", "no"]).transform((word) => word === "yes") });
export const roleForm = personForm.extend({ role: z.enum(["user", "approver", "admin"], "Choose a role.") });
export const eraseForm = personForm.extend({ confirmation: z.string().max(300) });
export const transferForm = z.object({
  packageName: z.string().min(1).max(200),
  email: z.string().trim().max(254).pipe(z.email("Write a whole mail address, such as somebody@example.org.")),
  owners: z.enum(["stay", "leave"], "Choose what becomes of the present owners."),
  reason,
});

import { z } from "zod";

/** Fields of the forms about a plugin itself; forms and actions share them. */
export const pluginForm = z.object({ packageName: z.string().min(1).max(200) });

export const inviteForm = pluginForm.extend({
  email: z.string().trim().max(254).pipe(z.email("Write a whole mail address, such as somebody@example.org.")),
  as: z.enum(["collaborator", "owner", "successor"], "Choose what the person may do."),
});

export const invitationForm = pluginForm.extend({ invitationId: z.uuid() });
export const answerForm = z.object({ invitationId: z.uuid() });
export const editorForm = pluginForm.extend({ userId: z.uuid() });
export const deleteForm = pluginForm.extend({ confirmation: z.string().max(200) });

export const deprecationForm = pluginForm.extend({
  message: z.string().trim().max(1000, "At most 1,000 characters.").default(""),
  replacement: z.string().trim().max(200).default(""),
});
export const pluginTokenForm = pluginForm.extend({ tokenId: z.uuid() });

export const reserveForm = z.object({
  packageName: z.string().trim().min(1, "Write a package name.").max(100, "At most 100 characters."),
  name: z
    .string()
    .trim()
    .min(1, "Write the name that people will read.")
    .max(100, "At most 100 characters.")
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, "Leave out characters that cannot be seen."),
});

import "server-only";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import type { ActionState } from "@/lib/action-state";
import type { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";
import type { Result } from "@/lib/result";
import { safeReturnTo, urls } from "@/lib/urls";
import { unexpectedWords } from "./http-errors";
import { admit, type Policy } from "./policy";
import { requestId as currentRequestId } from "./request-id";
import { getSignedIn, type SignedInSession } from "./session";

/** `redirectTo` wins over everything else. `secret` is for the one answer that shows it: it is in no address, log or cookie. */
export type ActionSuccess = { message?: string; secret?: string; redirectTo?: string };

export interface ActionContext<I> {
  input: I;
  person: SignedInSession;
  requestId: string;
}

/** PostgreSQL holds no NUL; browsers send one only when it was pasted. */
const UNSTORABLE = "The text holds an invisible character (NUL) that cannot be stored. Delete it and send the form again.";

type FormAction = (previous: ActionState, form: FormData) => Promise<ActionState>;

/**
 * Makes a server action out of a command call: who is asking, is the form what we expect, then `fn`.
 * Every action is a public endpoint, so none exists without this. Expected errors come back as words beside the form's
 * values; unexpected ones are logged once and become a plain sentence with the request's id.
 *
 * @param schema of the form's fields by name; a field that occurs more than once is an array, files are `File`
 */
export function action<S extends z.ZodType>(
  schema: S,
  policy: Policy,
  fn: (context: ActionContext<z.output<S>>) => Promise<Result<ActionSuccess, AppError>>,
): FormAction {
  return async (_previous, form) => {
    const values = typedValues(form);
    const id = await currentRequestId();
    let result: Result<ActionSuccess, AppError>;
    try {
      const admitted = admit(policy, await getSignedIn());
      if (!admitted.ok) {
        if (admitted.error.code === "unauthenticated") await leaveToSignIn();
        return { error: { message: admitted.error.message }, values };
      }
      const unstorable = Object.entries(values).find(([, text]) => text.includes("\0"))?.[0];
      if (unstorable !== undefined) return { error: { message: UNSTORABLE, fields: { [unstorable]: [UNSTORABLE] } }, values };
      const parsed = schema.safeParse(formObject(form));
      if (!parsed.success) return { error: fieldErrors(parsed.error), values };
      result = await fn({ input: parsed.data, person: admitted.value, requestId: id });
    } catch (error) {
      unstable_rethrow(error);
      log.error("action.failed", error, { requestId: id });
      return { error: { message: unexpectedWords(id) }, values };
    }
    if (!result.ok) return { error: shownError(result.error), values };
    if (result.value.redirectTo) redirect(result.value.redirectTo);
    const { message, secret } = result.value;
    return { ok: true, ...(message ? { message } : {}), ...(secret ? { secret } : {}) };
  };
}

/**
 * A script shows the error beside what was typed. Without one the browser gets the whole page, which sends visitors to
 * the sign-in page itself, but in a way that posts the form there once more: so they are sent with a GET from here.
 */
async function leaveToSignIn(): Promise<void> {
  const sent = await headers();
  if (sent.has("next-action")) return;
  const referer = sent.get("referer");
  const page = referer && URL.canParse(referer) ? new URL(referer) : null;
  redirect(urls.signIn(page ? safeReturnTo(`${page.pathname}${page.search}`) : undefined));
}

/** Next adds fields of its own, which begin with `$ACTION`. */
const ownEntries = (form: FormData) => [...form.entries()].filter(([key]) => !key.startsWith("$ACTION"));

/** No field is called like a property of objects: the result has no prototype. */
export function formObject(form: FormData): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  const object: Record<string, FormDataEntryValue | FormDataEntryValue[]> = Object.create(null);
  for (const [key, value] of ownEntries(form)) {
    const before = object[key];
    object[key] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return object;
}

function typedValues(form: FormData): Record<string, string> {
  return Object.fromEntries(ownEntries(form).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

const CORRECT = "Please correct what is marked.";

/** What is about one field stands there alone. */
function shownError({ message, details, field }: AppError): NonNullable<ActionState["error"]> {
  if (field !== undefined) return { message: CORRECT, fields: { [field]: [message] } };
  return { message, ...(details ? { details } : {}) };
}

/** What is wrong with each field. */
export function fieldErrors(error: z.ZodError): NonNullable<ActionState["error"]> {
  const { fieldErrors: fields, formErrors } = z.flattenError(error);
  const given = Object.entries(fields as Record<string, string[] | undefined>).filter(
    (pair): pair is [string, string[]] => pair[1] !== undefined,
  );
  return { message: formErrors[0] ?? CORRECT, fields: Object.fromEntries(given) };
}

import { ActionForm, type FormAction } from "../owner/action-form";

/** @param fields what the action finds the token by */
export function RevokeToken({ action, fields, name }: { action: FormAction; fields: Record<string, string>; name: string }) {
  const submit = (
    <span>
      Revoke<span className="sr-only"> {name}</span>
    </span>
  );
  return <ActionForm action={action} fields={fields} variant="danger" submit={submit} pending="Revoking…" />;
}

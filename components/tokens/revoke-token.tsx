import { ActionForm, type FormAction } from "../owner/action-form";
import { Reveal } from "../owner/reveal";

/** @param fields what the action finds the token by */
export function RevokeToken({ action, fields, name }: { action: FormAction; fields: Record<string, string>; name: string }) {
  const label = (
    <span>
      Revoke<span className="sr-only"> {name}</span>…
    </span>
  );
  return (
    <Reveal label={label} variant="danger">
      <p>Programs that use it stop working at once. It cannot be undone.</p>
      <ActionForm action={action} fields={fields} variant="danger" submit={`Revoke ${name}`} pending="Revoking…" />
    </Reveal>
  );
}

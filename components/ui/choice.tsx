import { Field, Select } from "./field";

/** A labelled list to choose one thing from, in a form whose result is an address. */
export function Choice({
  name,
  label,
  any,
  value = "",
  options,
  id = name,
}: {
  name: string;
  label: string;
  /** Words for no choice at all; without them something is always chosen. */
  any?: string;
  value?: string;
  /** Words by value, in the order to show. */
  options: Readonly<Record<string, string>>;
  id?: string;
}) {
  return (
    <Field label={label} htmlFor={id}>
      {/* Keyed: after a move within the page the control stands as the address says. */}
      <Select key={value} id={id} name={name} defaultValue={value}>
        {any ? <option value="">{any}</option> : null}
        {Object.entries(options).map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
}

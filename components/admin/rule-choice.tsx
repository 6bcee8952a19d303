import { urls } from "@/lib/urls";
import { Button } from "../ui/button";

const SETTING_WORDS = {
  critical: { label: "Critical", meaning: "Every finding blocks a version until it is fixed, marked in the code or accepted." },
  warning: { label: "Warning", meaning: "Every finding is advice: the badge is green with an i." },
  info: { label: "Info", meaning: "Findings are shown and change no verdict." },
  off: { label: "Off", meaning: "Nothing is kept or shown of it." },
  on: { label: "On", meaning: "With the severity that it had before." },
  "as-shipped": { label: "As shipped", meaning: "What this release would do with it." },
} as const;

type Setting = keyof typeof SETTING_WORDS;

interface Props {
  ruleId: string;
  now: string;
  settings: readonly Setting[];
  chosen: Setting | null;
  /** Changes of other rules that are looked at together with this one. */
  together: readonly string[];
}

/** Which setting is looked at: a plain form that leads to an address and changes nothing. */
export function RuleChoice({ ruleId, now, settings, chosen, together }: Props) {
  return (
    <div className="grid gap-4">
      <p>
        Now: <strong>{now}</strong>
      </p>
      <form action={`${urls.adminRule(ruleId)}#effect`} method="get" className="grid gap-3">
        {together.map((change) => (
          <input key={change} type="hidden" name="set" value={change} />
        ))}
        <fieldset className="grid gap-2">
          <legend className="mb-1 text-sm font-semibold">Make it</legend>
          {settings.map((setting, index) => (
            <label key={setting} className="flex items-start gap-2.5">
              <input
                type="radio"
                name="to"
                value={setting}
                required
                defaultChecked={chosen === setting || (index === 0 && chosen === null)}
                className="mt-1 size-4 shrink-0 accent-brand"
              />
              <span>
                <span className="font-semibold">{SETTING_WORDS[setting].label}</span>
                <span className="block text-sm text-muted">{SETTING_WORDS[setting].meaning}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div>
          <Button variant={chosen ? "secondary" : "primary"}>Show what that changes</Button>
        </div>
      </form>
    </div>
  );
}

import { urls } from "@/lib/urls";
import { CardSection } from "../../ui/card";
import { Time } from "../../ui/time";

/** Deleted plugins that can still be brought back. */
export function DeletedPlugins({
  plugins,
}: {
  plugins: readonly { packageName: string; name: string; role: "owner" | "collaborator"; restorableUntil: Date }[];
}) {
  if (plugins.length === 0) return null;
  return (
    <CardSection title="Deleted">
      <ul className="grid gap-2">
        {plugins.map((plugin) => (
          <li key={plugin.packageName} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 [overflow-wrap:anywhere]">
            <a href={urls.managePlugin(plugin.packageName)} className="font-semibold">
              {plugin.name}
            </a>
            <span className="text-sm text-muted">
              {plugin.packageName}, {plugin.role === "owner" ? "you can restore it until" : "its owners can restore it until"}{" "}
              <Time at={plugin.restorableUntil} />
            </span>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}

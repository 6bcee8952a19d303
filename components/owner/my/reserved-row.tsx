import { KeyRound, Settings, Upload } from "lucide-react";
import { urls } from "@/lib/urls";
import { LinkButton } from "../../ui/button";
import { Card } from "../../ui/card";
import { Chip } from "../../ui/chip";
import { Time } from "../../ui/time";
import { PluginFacts, type PluginFactsView } from "./plugin-facts";

/** A plugin without any version: only its names are held. */
export function ReservedPluginRow({ plugin, now }: { plugin: PluginFactsView & { name: string; reservedUntil: Date | null }; now: Date }) {
  const { packageName, name, reservedUntil } = plugin;
  return (
    <Card className="grid gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-lg font-bold [overflow-wrap:anywhere]">
            <a href={urls.managePlugin(packageName)}>{name}</a>
          </h2>
          <p className="text-sm text-muted [overflow-wrap:anywhere]">{packageName}, nothing uploaded</p>
        </div>
        <Chip>Reserved</Chip>
      </div>
      <p>
        The names are yours, and nobody else sees them. Upload the first version, by hand or with a token from your build server.
        {reservedUntil ? (
          <>
            {" "}
            Without an upload they are free again after <Time at={reservedUntil} />.
          </>
        ) : null}
      </p>
      <div className="flex flex-wrap gap-2">
        <LinkButton size="sm" variant="primary" href={urls.addPlugin({ plugin: packageName })}>
          <Upload aria-hidden /> Upload the first version
        </LinkButton>
        <LinkButton size="sm" href={urls.tokens({ plugin: packageName })}>
          <KeyRound aria-hidden /> Make a token
        </LinkButton>
        <LinkButton size="sm" href={urls.managePlugin(packageName)}>
          <Settings aria-hidden /> Manage
        </LinkButton>
      </div>
      <div className="border-t border-line pt-3 empty:hidden">
        <PluginFacts plugin={plugin} now={now} />
      </div>
    </Card>
  );
}

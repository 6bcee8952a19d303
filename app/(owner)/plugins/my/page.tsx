import { BookmarkPlus, Plus } from "lucide-react";
import type { Metadata } from "next";
import { z } from "zod";
import { choosePlugins, SHOWS, SORTS } from "@/components/owner/my/choose-plugins";
import { DeletedPlugins } from "@/components/owner/my/deleted-plugins";
import { DryRuns } from "@/components/owner/my/dry-runs";
import { MyInvitations } from "@/components/owner/my/invitations";
import { PluginFilters } from "@/components/owner/my/plugin-filters";
import { MyPluginRow } from "@/components/owner/my/plugin-row";
import { ReservedPluginRow } from "@/components/owner/my/reserved-row";
import { plural } from "@/components/scan/words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { listMyDryRuns } from "@/db/queries/my-dry-runs";
import { listMyDeletedPlugins, listMyInvitations } from "@/db/queries/my-invitations";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { urls } from "@/lib/urls";
import { requireSignedIn } from "../../../_server/session";
import { rescan } from "../../version-actions";
import { acceptInvitation, declineInvitation } from "./actions";

export const metadata: Metadata = { title: "My plugins" };

/** Who maintains a few sees all of them at once. */
const FEW = 5;

const keysOf = <T extends object>(words: T) => Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
const query = z.object({
  q: z.string().trim().max(100).catch(""),
  show: z.enum(keysOf(SHOWS)).catch("all"),
  sort: z.enum(keysOf(SORTS)).catch("attention"),
});

export default async function MyPluginsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const choice = query.parse(await searchParams);
  const { userId } = await requireSignedIn(urls.myPlugins());
  const db = getDb();
  const [plugins, invitations, deleted, dryRuns] = await Promise.all([
    listMyPlugins(db, userId),
    listMyInvitations(db, userId),
    listMyDeletedPlugins(db, userId),
    listMyDryRuns(db, userId),
  ]);
  const chosen = choosePlugins(plugins, choice);
  return (
    <>
      <PageHeader title="My plugins" actions={plugins.length > 0 ? <Begin /> : undefined} />
      <div className="grid gap-4 [&>*]:min-w-0">
        <MyInvitations invitations={invitations} actions={{ accept: acceptInvitation, decline: declineInvitation }} />
        {plugins.length === 0 ? <NoPlugin /> : null}
        {plugins.length > FEW ? (
          <>
            <PluginFilters choice={choice} />
            <p className="text-sm text-muted" role="status">
              {chosen.length === plugins.length ? plural(plugins.length, "plugin") : `${chosen.length} of ${plugins.length} plugins`}
            </p>
          </>
        ) : null}
        {chosen.map((plugin) => (
          <Row key={plugin.packageName} plugin={plugin} />
        ))}
        {plugins.length > 0 && chosen.length === 0 ? (
          <EmptyState title="None of your plugins fits" action={<LinkButton href={urls.myPlugins()}>Show all of them</LinkButton>} />
        ) : null}
        <DryRuns {...dryRuns} />
        <DeletedPlugins plugins={deleted} />
      </div>
    </>
  );
}

function Row({ plugin: { newest, ...plugin } }: { plugin: Awaited<ReturnType<typeof listMyPlugins>>[number] }) {
  const now = new Date();
  return newest ? (
    <MyPluginRow plugin={{ ...plugin, newest }} now={now} rescan={rescan} />
  ) : (
    <ReservedPluginRow plugin={plugin} now={now} />
  );
}

function Begin() {
  return (
    <>
      <LinkButton variant="primary" href={urls.addPlugin()}>
        <Plus aria-hidden /> Upload a plugin
      </LinkButton>
      <LinkButton href={urls.reserveName()}>
        <BookmarkPlus aria-hidden /> Reserve a name
      </LinkButton>
    </>
  );
}

function NoPlugin() {
  const actions = (
    <div className="flex flex-wrap justify-center gap-2">
      <Begin />
    </div>
  );
  return (
    <EmptyState title="No plugin yet" action={actions}>
      <p>
        Upload the ZIP file of your plugin. It is checked at once, and an approver looks at it before it becomes public. If your build
        server is to upload it, reserve its name first and give the server a token.
      </p>
    </EmptyState>
  );
}

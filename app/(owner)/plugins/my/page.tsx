import { BookmarkPlus, Plus } from "lucide-react";
import type { Metadata } from "next";
import { DeletedPlugins } from "@/components/owner/deleted-plugins";
import { MyInvitations } from "@/components/owner/my-invitations";
import { MyPluginRow } from "@/components/owner/my-plugin-row";
import { ReservedPluginRow } from "@/components/owner/reserved-plugin-row";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { listMyDeletedPlugins, listMyInvitations } from "@/db/queries/my-invitations";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { urls } from "@/lib/urls";
import { requireSignedIn } from "../../../_server/session";
import { acceptInvitation, declineInvitation } from "./actions";

export const metadata: Metadata = { title: "My plugins" };

export default async function MyPluginsPage() {
  const { userId } = await requireSignedIn(urls.myPlugins());
  const db = getDb();
  const [plugins, invitations, deleted] = await Promise.all([
    listMyPlugins(db, userId),
    listMyInvitations(db, userId),
    listMyDeletedPlugins(db, userId),
  ]);
  const actions = (
    <>
      <LinkButton variant="primary" href={urls.addPlugin()}>
        <Plus aria-hidden /> Upload a plugin
      </LinkButton>
      <LinkButton href={urls.reserveName()}>
        <BookmarkPlus aria-hidden /> Reserve a name
      </LinkButton>
    </>
  );
  return (
    <>
      <PageHeader title="My plugins" actions={plugins.length > 0 ? actions : undefined} />
      <div className="grid gap-4 [&>*]:min-w-0">
        <MyInvitations invitations={invitations} actions={{ accept: acceptInvitation, decline: declineInvitation }} />
        {plugins.length === 0 ? (
          <EmptyState title="No plugin yet" action={<div className="flex flex-wrap justify-center gap-2">{actions}</div>}>
            <p>
              Upload the ZIP file of your plugin. It is checked at once, and an approver looks at it before it becomes public. If your build
              server is to upload it, reserve its name first and give the server a token.
            </p>
          </EmptyState>
        ) : null}
        {plugins.map(({ newest, ...plugin }) =>
          newest ? (
            <MyPluginRow key={plugin.packageName} plugin={{ ...plugin, newest }} />
          ) : (
            <ReservedPluginRow key={plugin.packageName} plugin={plugin} />
          ),
        )}
        <DeletedPlugins plugins={deleted} />
      </div>
    </>
  );
}

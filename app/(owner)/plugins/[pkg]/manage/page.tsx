import { Upload } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { TransferSection } from "@/components/admin/transfer-section";
import { DeleteSection, RestoreSection } from "@/components/owner/manage/delete-section";
import { DeprecationSection } from "@/components/owner/manage/deprecation-section";
import { InviteSection } from "@/components/owner/manage/invite-section";
import { NamesSection } from "@/components/owner/manage/names-section";
import { PeopleSection } from "@/components/owner/manage/people-section";
import { PluginHistory } from "@/components/owner/manage/plugin-history";
import { TokensSection } from "@/components/owner/manage/tokens-section";
import { VersionsSection } from "@/components/owner/manage/versions-section";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getDb } from "@/db/context";
import { getManagedPlugin, type ManagedPluginPage } from "@/db/queries/manage-plugin";
import { getDeprecationForm, listManagedVersions } from "@/db/queries/managed-parts";
import { listPluginTokens } from "@/db/queries/plugin-tokens";
import { urls } from "@/lib/urls";
import { pathPart } from "../../../../_server/path-part";
import { requireSignedIn } from "../../../../_server/session";
import { restore, withdraw } from "../../../version-actions";
import { deleteWhole, deprecate, endPluginToken, invite, removePerson, restoreWhole, undeprecate, withdrawOffer } from "./actions";
import { transfer } from "./transfer-action";

interface Props {
  params: Promise<{ pkg: string }>;
}

/** Read once for the title and the page. */
const load = cache(async (pkg: string) => {
  const packageName = pathPart(pkg);
  const person = await requireSignedIn(urls.managePlugin(packageName));
  return { person, plugin: await getManagedPlugin(getDb(), person, packageName) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { plugin } = await load((await params).pkg);
  return { title: plugin ? `Manage ${plugin.name}` : "Not found" };
}

export default async function ManagePluginPage({ params }: Props) {
  const { person, plugin } = await load((await params).pkg);
  if (!plugin) notFound();
  const { packageName, mayManage } = plugin;
  return (
    <>
      <PageHeader
        title={`Manage ${plugin.name}`}
        crumbs={[
          plugin.role ? { label: "My plugins", href: urls.myPlugins() } : { label: "Plugins", href: urls.plugins() },
          ...(plugin.versions > 0 && !plugin.restorableUntil ? [{ label: plugin.name, href: urls.plugin(packageName) }] : []),
        ]}
        actions={plugin.role && !plugin.restorableUntil ? <UploadButton plugin={plugin} /> : undefined}
      />
      <div className="grid gap-6 [&>*]:min-w-0">
        {plugin.restorableUntil ? (
          <RestoreSection packageName={packageName} until={plugin.restorableUntil} restore={mayManage ? restoreWhole : null} />
        ) : (
          <>
            <ManageSections plugin={plugin} viewerId={person.userId} />
            {person.role === "admin" ? <TransferSection packageName={packageName} transfer={transfer} /> : null}
          </>
        )}
        <PluginHistory history={plugin.history} />
      </div>
    </>
  );
}

function UploadButton({ plugin }: { plugin: ManagedPluginPage }) {
  return (
    <LinkButton variant="primary" href={urls.addPlugin({ plugin: plugin.packageName })}>
      <Upload aria-hidden /> {plugin.versions === 0 ? "Upload the first version" : "New version"}
    </LinkButton>
  );
}

async function ManageSections({ plugin, viewerId }: { plugin: ManagedPluginPage; viewerId: string }) {
  const { packageName, mayManage } = plugin;
  const db = getDb();
  return (
    <>
      {plugin.role === null ? (
        <Alert tone="info" title="You see this page as an administrator">
          You do not maintain this plugin. What you change here stands in its history with your name.
        </Alert>
      ) : null}
      {plugin.versions === 0 ? (
        <Alert tone="info" title="The names are reserved, nothing is uploaded">
          Nobody else sees this plugin. Upload the first version by hand, or with a token from your build server.{" "}
          {plugin.reservedUntil ? (
            <>
              Without an upload the names are free again after <Time at={plugin.reservedUntil} />.{" "}
            </>
          ) : null}
          {plugin.role ? <a href={urls.tokens({ plugin: packageName })}>Make a token</a> : null}
        </Alert>
      ) : null}
      <VersionsSection
        packageName={packageName}
        versions={await listManagedVersions(db, plugin.pluginId)}
        actions={plugin.role ? { withdraw, restore } : null}
      />
      <PeopleSection packageName={packageName} people={plugin.people} viewerId={viewerId} mayManage={mayManage} remove={removePerson} />
      {mayManage ? (
        <InviteSection
          packageName={packageName}
          invitations={plugin.invitations}
          canHandOver={plugin.role === "owner"}
          actions={{ invite, withdraw: withdrawOffer }}
        />
      ) : null}
      {mayManage ? (
        <TokensSection
          packageName={packageName}
          tokens={await listPluginTokens(db, plugin.pluginId)}
          viewerId={viewerId}
          isMaintainer={plugin.role !== null}
          now={new Date()}
          revoke={endPluginToken}
        />
      ) : null}
      <NamesSection packageName={packageName} name={plugin.name} renamings={plugin.renamings} />
      {mayManage && plugin.versions > 0 ? (
        <DeprecationSection
          packageName={packageName}
          deprecation={await getDeprecationForm(db, plugin.pluginId)}
          actions={{ deprecate, end: undeprecate }}
        />
      ) : null}
      {mayManage ? <DeleteSection plugin={plugin} remove={deleteWhole} /> : null}
    </>
  );
}

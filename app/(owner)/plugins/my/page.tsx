import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { MyPluginRow } from "@/components/owner/my-plugin-row";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { urls } from "@/lib/urls";
import { requireSignedIn } from "../../../_server/session";

export const metadata: Metadata = { title: "My plugins" };

export default async function MyPluginsPage() {
  const person = await requireSignedIn(urls.myPlugins());
  const plugins = await listMyPlugins(getDb(), person.userId);
  const upload = (
    <LinkButton variant="primary" href={urls.addPlugin()}>
      <Plus aria-hidden /> Upload a plugin
    </LinkButton>
  );
  return (
    <>
      <PageHeader title="My plugins" actions={plugins.length > 0 ? upload : undefined} />
      {plugins.length === 0 ? (
        <EmptyState title="No plugin yet" action={upload}>
          <p>Upload the ZIP file of your plugin. It is checked at once, and an approver looks at it before it becomes public.</p>
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          {plugins.map((plugin) => (
            <MyPluginRow key={plugin.packageName} plugin={plugin} />
          ))}
        </div>
      )}
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { StatusChip } from "@/components/scan/status-chip";
import { Alert } from "@/components/ui/alert";
import { CardSection } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { UploadForm } from "@/components/upload/upload-form";
import { getDb } from "@/db/context";
import { getUploadTarget, type UploadTarget } from "@/db/queries/upload";
import { urls } from "@/lib/urls";
import { requireSignedIn } from "../../../_server/session";
import { uploadPackage } from "./actions";

export const metadata: Metadata = { title: "Upload a plugin" };

const query = z.object({
  plugin: z.string().max(200).optional().catch(undefined),
  version: z.string().max(50).optional().catch(undefined),
});

export default async function AddPluginPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const asked = query.parse(await searchParams);
  const person = await requireSignedIn(urls.addPlugin(asked));
  const target = asked.plugin ? await getUploadTarget(getDb(), person.userId, asked.plugin) : null;
  if (asked.plugin && !target) notFound();
  return (
    <>
      <PageHeader
        title={target ? `Upload ${target.name}` : "Upload a plugin"}
        lead="The checks start as soon as the file is here. You can watch them; for an upload the result comes by mail too."
        crumbs={[{ label: "My plugins", href: urls.myPlugins() }]}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-5">
          {target ? <Expected target={target} version={asked.version} /> : null}
          <UploadForm
            action={uploadPackage}
            canWait={person.isTrusted}
            expectedPackage={target?.packageName}
            sendsAtOnce={target?.replaceable.some((one) => one.version === asked.version)}
          />
        </div>
        <WhatIsNeeded />
      </div>
    </>
  );
}

function Expected({ target, version }: { target: UploadTarget; version: string | undefined }) {
  const replaced = target.replaceable.find((one) => one.version === version);
  if (replaced) {
    return (
      <Alert tone="info" title={`A corrected file for version ${replaced.version}`}>
        <p>
          It was never published, so the number can stay. Expected: a package with the folder <code>{target.packageName}</code> whose
          metadata.txt says <code>version={replaced.version}</code>. A new number works as well.
        </p>
      </Alert>
    );
  }
  if (!target.newestVersion) {
    return (
      <Alert tone="info" title={`The first version of ${target.name}`}>
        <p>
          Expected: a package with the folder <code>{target.packageName}</code>, with any version number. The name in its metadata.txt
          becomes the plugin's name.
        </p>
      </Alert>
    );
  }
  return (
    <Alert tone="info" title={`A new version of ${target.name}`}>
      <p>
        Expected: a package with the folder <code>{target.packageName}</code> and a version number that is not used yet. The newest upload
        is <span className="whitespace-nowrap">{target.newestVersion.version}</span>.
      </p>
      {target.replaceable.length > 0 ? (
        <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {target.replaceable.map((one) => (
            <li key={one.version} className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="whitespace-nowrap">{one.version}</span> <StatusChip status={one.status} />{" "}
              <span className="text-sm">can be replaced</span>
            </li>
          ))}
        </ul>
      ) : null}
    </Alert>
  );
}

function WhatIsNeeded() {
  return (
    <CardSection title="What the file needs">
      <ul className="grid list-disc gap-2 pl-5 text-[0.9375rem]">
        <li>One folder, named like the plugin's package, and everything inside it.</li>
        <li>
          In that folder <code>__init__.py</code>, <code>metadata.txt</code> and <code>LICENSE</code>.
        </li>
        <li>No compiled Python files, no hidden folders of version control.</li>
      </ul>
      <p className="mt-3 text-[0.9375rem]">
        <a href={urls.docs()}>What is checked, and how to check on your own computer</a>
      </p>
    </CardSection>
  );
}

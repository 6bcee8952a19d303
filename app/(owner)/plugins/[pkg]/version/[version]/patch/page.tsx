import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ActionForm } from "@/components/owner/action-form";
import { PatchDiff } from "@/components/owner/patch/patch-diff";
import { WhatItChanges, WhatRemains } from "@/components/owner/patch/patch-outcome";
import { RefreshWhileRunning } from "@/components/scan/refresh-while-running";
import type { VerdictCounts } from "@/components/scan/report";
import { plural } from "@/components/scan/words";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { ButtonRow } from "@/components/ui/button-row";
import { CardSection } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getDb } from "@/db/context";
import { getPatchedVersion, getRemaining, type PatchedVersion, type StoredPatch } from "@/db/queries/patch";
import { urls } from "@/lib/urls";
import { pathPart } from "../../../../../../_server/path-part";
import { requireSignedIn } from "../../../../../../_server/session";
import { askForPatch, uploadFixed } from "./actions";

interface Props {
  params: Promise<{ pkg: string; version: string }>;
}

/** Read once for the title and the page. */
const load = cache(async (pkg: string, version: string) => {
  const [packageName, number] = [pathPart(pkg), pathPart(version)];
  const person = await requireSignedIn(urls.patch(packageName, number));
  return getPatchedVersion(getDb(), person, packageName, number);
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pkg, version } = await params;
  const found = await load(pkg, version);
  return { title: found ? `Patch for ${found.pluginName} ${found.version}` : "Not found", robots: { index: false } };
}

export default async function PatchPage({ params }: Props) {
  const { pkg, version } = await params;
  const found = await load(pkg, version);
  if (!found) notFound();
  return (
    <>
      <PageHeader
        title={`Patch for ${found.pluginName} ${found.version}`}
        lead="Changes that a machine can make without a doubt about their meaning. They are yours to take or to leave."
        crumbs={[
          { label: "My plugins", href: urls.myPlugins() },
          { label: `${found.pluginName} ${found.version}`, href: urls.securityTab(found.packageName, found.version) },
        ]}
      />
      <div className="grid gap-6 [&>*]:min-w-0">
        {found.patch?.state === "made" ? <Made found={found} patch={found.patch} /> : <NotMade found={found} />}
      </div>
    </>
  );
}

function NotMade({ found }: { found: PatchedVersion }) {
  const state = found.patch?.state;
  const back = <LinkButton href={urls.securityTab(found.packageName, found.version)}>Back to the report</LinkButton>;
  if (state === "preparing") {
    return (
      <CardSection title="The patch is being prepared">
        <p role="status">It takes some seconds. You can leave this page and come back.</p>
        <RefreshWhileRunning />
      </CardSection>
    );
  }
  if (state === "nothing" || (!state && found.fixable === 0)) {
    return (
      <EmptyState title="Nothing here can be fixed by a machine" action={back}>
        <p>
          Each place has something that must be decided: a library under another name, arguments that are put together, a loader of your
          own, or a QGIS that is too old for the better call. The report says how to fix each by hand.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      {state === "failed" ? (
        <Alert tone="warn" title="The patch could not be made">
          That is a fault on our side; nothing of your version has changed. Try once more.
        </Alert>
      ) : null}
      <CardSection title="No patch yet">
        <p className="mb-3 max-w-prose text-[0.9375rem]">
          The changes are made in a copy of your file, and the copy is scanned. It takes some seconds, and nothing is uploaded.
        </p>
        <ActionForm
          action={askForPatch}
          fields={{ versionId: found.versionId }}
          submit="Prepare the patch"
          pending="Preparing…"
          variant="primary"
        />
      </CardSection>
    </>
  );
}

async function Made({ found, patch }: { found: PatchedVersion; patch: StoredPatch }) {
  const remaining = await getRemaining(getDb(), patch, found.pluginId);
  const diff = patch.diff?.toString("utf8") ?? "";
  return (
    <>
      {found.reason ? <WhatRemains before={found.reason} remaining={remaining} /> : null}
      <WhatItChanges fixes={patch.fixes} />
      <TakeIt found={found} patch={patch} hasDiff={diff !== ""} remaining={remaining?.reason ?? null} />
      {diff ? (
        <CardSection title="Line by line" id="diff">
          <PatchDiff text={diff} />
        </CardSection>
      ) : null}
    </>
  );
}

function TakeIt({
  found,
  patch,
  hasDiff,
  remaining,
}: {
  found: PatchedVersion;
  patch: StoredPatch;
  hasDiff: boolean;
  /** Null while the fixed file is being scanned. */
  remaining: Pick<VerdictCounts, "verdict" | "open"> | null;
}) {
  const { packageName, version } = found;
  const staysBlocked = remaining?.verdict === "blocked";
  const file = `${packageName}.${version}.patch`;
  const fields = { packageName, version, artifactSha256: patch.artifactSha256 ?? "" };
  return (
    <CardSection title="Take it" aside={<Until at={patch.expiresAt} />}>
      <div className="grid gap-4">
        <ButtonRow>
          {found.isReplaceable ? (
            <ActionForm
              action={uploadFixed}
              fields={fields}
              submit={`Upload the fixed file as ${version}`}
              pending="Uploading…"
              variant={remaining && !staysBlocked ? "primary" : "secondary"}
              size="md"
            />
          ) : null}
          {hasDiff ? (
            <LinkButton external href={urls.patchDiff(packageName, version)}>
              <Download aria-hidden /> Patch
            </LinkButton>
          ) : null}
          <LinkButton external href={urls.patchZip(packageName, version)}>
            <Download aria-hidden /> Fixed ZIP
          </LinkButton>
        </ButtonRow>
        {found.isReplaceable && staysBlocked ? (
          <p className="max-w-prose text-[0.9375rem]">
            It stays blocked until you fix the other {plural(remaining.open.critical, "finding")}.
          </p>
        ) : null}
        {found.isReplaceable ? null : (
          <p className="max-w-prose text-[0.9375rem]">
            {version} was public and never changes. Apply the patch to your sources and upload them under a new number.
          </p>
        )}
        {hasDiff ? (
          <div className="grid max-w-prose gap-2 text-[0.9375rem]">
            {found.isReplaceable ? <p>Put it into your sources too, or your next version brings the findings back.</p> : null}
            <p>In the folder that holds {packageName}/:</p>
            <CodeBlock label="In the folder above">{`git apply ${file}`}</CodeBlock>
            <p>Inside of that folder, where it is the repository itself:</p>
            <CodeBlock label="In the plugin's folder">{`git apply -p2 ${file}`}</CodeBlock>
            <p>
              Without git, in the folder that holds {packageName}/ (inside of it with <Code>-p2</Code>):
            </p>
            <CodeBlock label="Without git">{`patch -p1 < ${file}`}</CodeBlock>
          </div>
        ) : (
          <p className="max-w-prose text-[0.9375rem]">
            git does not know the permissions that change here: they are in the fixed ZIP only.
          </p>
        )}
      </div>
    </CardSection>
  );
}

function Until({ at }: { at: Date }) {
  return (
    <>
      Kept until <Time at={at} />. Nobody but the plugin's maintainers sees it.
    </>
  );
}

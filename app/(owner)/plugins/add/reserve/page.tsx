import type { Metadata } from "next";
import { ReserveForm } from "@/components/owner/reserve-form";
import { CardSection } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";
import { requireSignedIn } from "../../../../_server/session";
import { reserve } from "./actions";

export const metadata: Metadata = { title: "Reserve a name" };

export default async function ReserveNamePage() {
  await requireSignedIn(urls.reserveName());
  return (
    <>
      <PageHeader
        title="Reserve a name"
        lead="For a plugin that you have not uploaded yet. Nobody else can take its names, and your build server can get a token before the first upload."
        crumbs={[{ label: "My plugins", href: urls.myPlugins() }]}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <CardSection title="The two names">
          <ReserveForm action={reserve} />
        </CardSection>
        <CardSection title="Good to know">
          <ul className="grid list-disc gap-2 pl-5 text-[0.9375rem]">
            <li>The package name never changes: QGIS knows an installed plugin by it. The other name can change with each version.</li>
            <li>Nobody but you sees a reserved name, and it is on no list.</li>
            <li>You can hold five names without an upload. One that stays unused for 90 days is free again.</li>
          </ul>
        </CardSection>
      </div>
    </>
  );
}

import { notFound, redirect } from "next/navigation";
import { getDb } from "@/db/context";
import { getLatestPublicVersion } from "@/db/queries/plugin-page";
import { urls } from "@/lib/urls";

/** A lasting address for the newest version: leads to its page. */
export default async function LatestPage({ params }: { params: Promise<{ pkg: string }> }) {
  const latest = await getLatestPublicVersion(getDb(), (await params).pkg);
  if (!latest) notFound();
  redirect(urls.version(latest.packageName, latest.version));
}

import type { Metadata } from "next";
import { pathPart } from "@/app/_server/path-part";
import { urls } from "@/lib/urls";
import { readCatalogueQuery, type SearchParams } from "../../catalogue-query";
import { FilteredList } from "../../filtered-list";

interface Props {
  params: Promise<{ tag: string }>;
  searchParams: SearchParams;
}

const tagOf = async (params: Props["params"]) => pathPart((await params).tag).slice(0, 100);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Plugins tagged ${await tagOf(params)}` };
}

export default async function TagPage({ params, searchParams }: Props) {
  const tag = await tagOf(params);
  const { page } = await readCatalogueQuery(searchParams);
  return <FilteredList title={`Tagged “${tag}”`} filter={{ tag, sort: "newest", page }} address={urls.tag(tag)} />;
}

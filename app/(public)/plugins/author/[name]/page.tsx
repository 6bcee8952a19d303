import type { Metadata } from "next";
import { pathPart } from "@/app/_server/path-part";
import { urls } from "@/lib/urls";
import { readCatalogueQuery, type SearchParams } from "../../catalogue-query";
import { FilteredList } from "../../filtered-list";

interface Props {
  params: Promise<{ name: string }>;
  searchParams: SearchParams;
}

const nameOf = async (params: Props["params"]) => pathPart((await params).name).slice(0, 200);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Plugins by ${await nameOf(params)}` };
}

export default async function AuthorPage({ params, searchParams }: Props) {
  const author = await nameOf(params);
  const { page } = await readCatalogueQuery(searchParams);
  return <FilteredList title={`By ${author}`} filter={{ author, sort: "newest", page }} address={urls.author(author)} />;
}
